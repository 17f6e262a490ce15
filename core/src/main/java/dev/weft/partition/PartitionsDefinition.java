package dev.weft.partition;

/** The rule that says which slices of an asset exist. */
public sealed interface PartitionsDefinition
        permits StaticPartitionsDefinition,
                TimeWindowPartitionsDefinition,
                DynamicPartitionsDefinition,
                MultiPartitionsDefinition {

    /** Returns the rule in a few words, for people: {@code days from 2001-01-01 (UTC)}. */
    String describe();

    /** Calls the visitor's method for this case. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each case. */
    interface Visitor<R> {
        R fixed(StaticPartitionsDefinition definition);

        R timeWindows(TimeWindowPartitionsDefinition definition);

        R dynamic(DynamicPartitionsDefinition definition);

        R multi(MultiPartitionsDefinition definition);
    }
}
