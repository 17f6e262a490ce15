package dev.weft.partition;

/**
 * Keys that are added while the instance lives.
 *
 * @param name the name under which they are added
 */
public record DynamicPartitionsDefinition(String name) implements PartitionsDefinition {

    @Override
    public String describe() {
        return "dynamic keys of %s".formatted(name);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.dynamic(this);
    }
}
