package dev.weft.partition;

import java.util.List;

/**
 * A fixed list of keys.
 *
 * @param keys the keys in their order; distinct
 */
public record StaticPartitionsDefinition(List<String> keys) implements PartitionsDefinition {

    public StaticPartitionsDefinition {
        keys = List.copyOf(keys);
    }

    @Override
    public String describe() {
        return "%d fixed keys".formatted(keys.size());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.fixed(this);
    }
}
