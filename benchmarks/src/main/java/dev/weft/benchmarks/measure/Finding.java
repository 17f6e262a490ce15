package dev.weft.benchmarks.measure;

import java.util.List;

/** Something that came out of a workload. */
public sealed interface Finding {

    <R> R accept(Visitor<R> visitor);

    /** Contenders side by side. */
    record Compared(Comparison comparison) implements Finding {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.compared(comparison);
        }
    }

    /** A curve over sizes. */
    record Grew(Growth growth) implements Finding {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.grew(growth);
        }
    }

    /** Operations that take no process of their own, each by itself. */
    record Small(String title, List<Operation> operations) implements Finding {

        public Small {
            operations = List.copyOf(operations);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.small(title, operations);
        }
    }

    /** A promise, kept or not. */
    record Judged(Target target) implements Finding {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.judged(target);
        }
    }

    /** A single number. */
    record Figure(String name, double value, String unit) implements Finding {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.figure(name, value, unit);
        }
    }

    /** A sentence for the reader. */
    record Note(String text) implements Finding {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.note(text);
        }
    }

    /** What is done with each kind. */
    interface Visitor<R> {
        R compared(Comparison comparison);

        R grew(Growth growth);

        R small(String title, List<Operation> operations);

        R judged(Target target);

        R figure(String name, double value, String unit);

        R note(String text);
    }
}
