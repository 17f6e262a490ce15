package dev.weft.asset;

import dev.weft.partition.PartitionsDefinition;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is declared about one asset. Made by {@link #builder}; needs no user class.
 *
 * @param key its name
 * @param nature who makes it
 * @param description the first sentence of its Javadoc; may be empty
 * @param group its group
 * @param owners {@code team:name} or e-mail addresses
 * @param tags by key; the value of a bare tag is empty
 * @param kinds labels of technology
 * @param value what its value is
 * @param io the store's name
 * @param partitionColumn the column of the partition key in a table
 * @param partitions how it is sliced; empty for not at all
 * @param producer the method that makes or observes it
 * @param codeVersion the explicit version of its logic
 * @param deterministic whether a {@code void} asset gives the same content for the same inputs
 * @param virtual whether it is a view: its readers depend on what lies behind it
 * @param policy how its step is run
 * @param refresh how old its latest version may become
 * @param formerly a former key whose history it continues
 * @param codeLocation the user project that declares it
 */
public record AssetDefinition(
        AssetKey key,
        AssetNature nature,
        String description,
        String group,
        List<String> owners,
        SortedMap<String, String> tags,
        SortedSet<String> kinds,
        ValueType value,
        String io,
        Optional<String> partitionColumn,
        Optional<PartitionsDefinition> partitions,
        Producer producer,
        Optional<String> codeVersion,
        boolean deterministic,
        boolean virtual,
        StepPolicy policy,
        Optional<Duration> refresh,
        Optional<AssetKey> formerly,
        String codeLocation) {

    public AssetDefinition {
        owners = List.copyOf(owners);
        tags = tags.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        kinds = kinds.isEmpty()
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** Returns the parameters that name upstream assets, in order; one upstream may stand twice. */
    public List<Parameter.Input> inputs() {
        return producer.inputs();
    }

    public boolean isPartitioned() {
        return partitions.isPresent();
    }

    /** Tells whether it is a view that is computed wherever it is read: it has no version, and no step makes it. */
    public boolean isComputedWhenRead() {
        return virtual && !(value instanceof ValueType.Nothing);
    }

    public static Builder builder(AssetKey key, Producer producer) {
        return new Builder(key, producer);
    }

    /** Returns a builder that starts from this definition. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects what is declared; everything but key and producer has a default. */
    public static final class Builder {

        private final AssetKey key;
        private Producer producer;
        private AssetNature nature = AssetNature.MATERIALIZABLE;
        private String description = "";
        private String group = "default";
        private List<String> owners = List.of();
        private SortedMap<String, String> tags = Collections.emptySortedMap();
        private SortedSet<String> kinds = Collections.emptySortedSet();
        private ValueType value = new ValueType.Nothing();
        private String io = "default";
        private Optional<String> partitionColumn = Optional.empty();
        private Optional<PartitionsDefinition> partitions = Optional.empty();
        private Optional<String> codeVersion = Optional.empty();
        private boolean deterministic;
        private boolean virtual;
        private StepPolicy policy = StepPolicy.DEFAULT;
        private Optional<Duration> refresh = Optional.empty();
        private Optional<AssetKey> formerly = Optional.empty();
        private String codeLocation = "";

        private Builder(AssetKey key, Producer producer) {
            this.key = key;
            this.producer = producer;
        }

        private Builder(AssetDefinition from) {
            this(from.key, from.producer);
            nature = from.nature;
            description = from.description;
            group = from.group;
            owners = from.owners;
            tags = from.tags;
            kinds = from.kinds;
            value = from.value;
            io = from.io;
            partitionColumn = from.partitionColumn;
            partitions = from.partitions;
            codeVersion = from.codeVersion;
            deterministic = from.deterministic;
            virtual = from.virtual;
            policy = from.policy;
            refresh = from.refresh;
            formerly = from.formerly;
            codeLocation = from.codeLocation;
        }

        public Builder producer(Producer producer) {
            this.producer = producer;
            return this;
        }

        public Builder nature(AssetNature nature) {
            this.nature = nature;
            return this;
        }

        public Builder description(String description) {
            this.description = description;
            return this;
        }

        public Builder group(String group) {
            this.group = group;
            return this;
        }

        public Builder owners(List<String> owners) {
            this.owners = owners;
            return this;
        }

        public Builder tags(Map<String, String> tags) {
            this.tags = new TreeMap<>(tags);
            return this;
        }

        public Builder kinds(Collection<String> kinds) {
            this.kinds = new TreeSet<>(kinds);
            return this;
        }

        public Builder value(ValueType value) {
            this.value = value;
            return this;
        }

        public Builder io(String io) {
            this.io = io;
            return this;
        }

        public Builder partitionColumn(Optional<String> partitionColumn) {
            this.partitionColumn = partitionColumn;
            return this;
        }

        public Builder partitions(Optional<PartitionsDefinition> partitions) {
            this.partitions = partitions;
            return this;
        }

        public Builder codeVersion(Optional<String> codeVersion) {
            this.codeVersion = codeVersion;
            return this;
        }

        public Builder deterministic(boolean deterministic) {
            this.deterministic = deterministic;
            return this;
        }

        public Builder virtual(boolean virtual) {
            this.virtual = virtual;
            return this;
        }

        public Builder policy(StepPolicy policy) {
            this.policy = policy;
            return this;
        }

        public Builder refresh(Optional<Duration> refresh) {
            this.refresh = refresh;
            return this;
        }

        public Builder formerly(Optional<AssetKey> formerly) {
            this.formerly = formerly;
            return this;
        }

        public Builder codeLocation(String codeLocation) {
            this.codeLocation = codeLocation;
            return this;
        }

        public AssetDefinition build() {
            return new AssetDefinition(
                    key,
                    nature,
                    description,
                    group,
                    owners,
                    tags,
                    kinds,
                    value,
                    io,
                    partitionColumn,
                    partitions,
                    producer,
                    codeVersion,
                    deterministic,
                    virtual,
                    policy,
                    refresh,
                    formerly,
                    codeLocation);
        }
    }
}
