package dev.weft.partition;

import java.util.function.IntPredicate;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Ranges of signed numbers in bitmaps whose own order is unsigned. */
final class Numbers {

    private static final long END = 1L << 32;

    private Numbers() {}

    /** Adds the numbers from the one to the other, both included. */
    static void add(RoaringBitmap numbers, int first, int last) {
        if (first > last) {
            return;
        }
        if (first < 0 && last >= 0) {
            numbers.add(unsigned(first), END);
            numbers.add(0L, last + 1L);
        } else {
            numbers.add(unsigned(first), unsigned(last) + 1);
        }
    }

    static void removeBelow(RoaringBitmap numbers, int first) {
        numbers.remove(unsigned(Integer.MIN_VALUE), first < 0 ? unsigned(first) : END);
        if (first > 0) {
            numbers.remove(0L, first);
        }
    }

    static void removeAbove(RoaringBitmap numbers, int last) {
        if (last < 0) {
            numbers.remove(unsigned(last) + 1, END);
            numbers.remove(0L, unsigned(Integer.MIN_VALUE));
        } else {
            numbers.remove(last + 1L, unsigned(Integer.MIN_VALUE));
        }
    }

    /** Takes away the numbers for which the condition does not hold. */
    static void keep(RoaringBitmap numbers, IntPredicate condition) {
        PeekableIntIterator iterator = numbers.clone().getSignedIntIterator();
        while (iterator.hasNext()) {
            int number = iterator.next();
            if (!condition.test(number)) {
                numbers.remove(number);
            }
        }
    }

    private static long unsigned(int number) {
        return Integer.toUnsignedLong(number);
    }
}
