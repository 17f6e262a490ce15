package dev.weft.partition;

import dev.weft.api.TimeWindow;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** The keys of one kind of definition at one moment, as text. */
interface Keys {

    long count();

    List<String> all();

    boolean contains(String key);

    Optional<String> first();

    Optional<String> last();

    /** Returns the keys from the one to the other, both included and both existing. */
    List<String> range(String from, String to);

    /** Returns the window of a key, whether or not it exists at the moment. */
    Optional<TimeWindow> window(String key);

    /** Returns the keys whose windows overlap the given one. */
    List<String> in(TimeWindow window);

    /** Returns the numbers of the keys: for ever where they follow from time, else those of this very list of keys. */
    PartitionNumbering numbering();

    /** Returns the numbers of the keys that exist; a new bitmap. */
    RoaringBitmap numbers();

    /** Returns a text that is another one whenever other keys exist. */
    String extent();

    /** Returns the words after "its keys are". */
    String describe();
}
