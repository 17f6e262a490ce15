package dev.weft.declaration;

import dev.weft.api.AllPartitions;
import dev.weft.api.ByDimension;
import dev.weft.api.CronPartitions;
import dev.weft.api.DailyPartitions;
import dev.weft.api.DynamicPartitions;
import dev.weft.api.HourlyPartitions;
import dev.weft.api.LastPartition;
import dev.weft.api.MonthlyPartitions;
import dev.weft.api.MultiPartitions;
import dev.weft.api.PartitionKey;
import dev.weft.api.Partitions;
import dev.weft.api.Previous;
import dev.weft.api.StaticPartitions;
import dev.weft.api.WeeklyPartitions;
import dev.weft.api.Window;
import dev.weft.partition.MultiPartitionsDefinition;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads how an asset is sliced, and which slices a parameter reads. Wrong values are {@link IllegalArgumentException}s. */
public final class DeclaredPartitions {

    private DeclaredPartitions() {}

    public static Optional<PartitionsDefinition> partitions(Marks marks) {
        var found = new ArrayList<PartitionsDefinition>();
        marks.find(DailyPartitions.class).map(DeclaredPartitions::daily).ifPresent(found::add);
        marks.find(MonthlyPartitions.class).map(DeclaredPartitions::monthly).ifPresent(found::add);
        marks.find(HourlyPartitions.class)
                .map(it -> windows(
                        Cadence.HOURLY, it.start(), it.end(), it.timezone(), it.endOffset(), it.minuteOfHour(), 0, 0))
                .ifPresent(found::add);
        marks.find(WeeklyPartitions.class)
                .map(it -> windows(
                        Cadence.WEEKLY,
                        it.start(),
                        it.end(),
                        it.timezone(),
                        it.endOffset(),
                        0,
                        0,
                        it.firstDay().getValue() % 7))
                .ifPresent(found::add);
        if (marks.find(CronPartitions.class).isPresent()) {
            throw notYet("windows of a cron expression", "hours, days, weeks or months");
        }
        marks.find(StaticPartitions.class).map(it -> fixed(it.value())).ifPresent(found::add);
        if (marks.find(DynamicPartitions.class).isPresent()) {
            throw notYet("keys that are added later", "keys that are known, as @StaticPartitions");
        }
        marks.find(MultiPartitions.class).map(DeclaredPartitions::multi).ifPresent(found::add);
        if (found.size() > 1) {
            throw new IllegalArgumentException("has %d kinds of partitions; keep one".formatted(found.size()));
        }
        return found.stream().findFirst();
    }

    public static PartitionMapping mapping(Marks marks) {
        var found = new ArrayList<PartitionMapping>();
        marks.find(Previous.class)
                .map(it -> new PartitionMapping.TimeWindows(-1, -1))
                .ifPresent(found::add);
        marks.find(Window.class).map(DeclaredPartitions::window).ifPresent(found::add);
        marks.find(LastPartition.class).map(it -> new PartitionMapping.Last()).ifPresent(found::add);
        marks.find(AllPartitions.class).map(it -> new PartitionMapping.All()).ifPresent(found::add);
        marks.find(Partitions.class)
                .map(it -> new PartitionMapping.Specific(
                        List.of(it.value()).stream().map(PartitionKey::of).toList()))
                .ifPresent(found::add);
        marks.find(ByDimension.class).map(DeclaredPartitions::dimensions).ifPresent(found::add);
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "has %d annotations that say which partitions it reads; keep one".formatted(found.size()));
        }
        return found.isEmpty() ? new PartitionMapping.Inferred() : found.get(0);
    }

    private static PartitionMapping window(Window window) {
        if (window.from() > window.to()) {
            throw new IllegalArgumentException(
                    "has a @Window from %d to %d; from may not be after to".formatted(window.from(), window.to()));
        }
        return new PartitionMapping.TimeWindows(window.from(), window.to());
    }

    private static PartitionMapping dimensions(ByDimension annotation) {
        var pairs = new TreeMap<String, String>();
        for (var pair : annotation.value()) {
            int equals = pair.indexOf('=');
            pairs.put(equals < 0 ? pair : pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new PartitionMapping.Dimensions(pairs);
    }

    private static PartitionsDefinition daily(DailyPartitions it) {
        if (it.minuteOfDay() < 0 || it.minuteOfDay() > 1439) {
            throw new IllegalArgumentException("has minuteOfDay %d; it is 0 to 1439".formatted(it.minuteOfDay()));
        }
        return windows(
                Cadence.DAILY,
                it.start(),
                it.end(),
                it.timezone(),
                it.endOffset(),
                it.minuteOfDay() % 60,
                it.minuteOfDay() / 60,
                0);
    }

    private static PartitionsDefinition monthly(MonthlyPartitions it) {
        if (it.firstDay() < 1 || it.firstDay() > 28) {
            throw new IllegalArgumentException("has firstDay %d; it is 1 to 28".formatted(it.firstDay()));
        }
        return windows(Cadence.MONTHLY, it.start(), it.end(), it.timezone(), it.endOffset(), 0, 0, it.firstDay());
    }

    private static PartitionsDefinition fixed(String[] keys) {
        if (keys.length == 0 || new HashSet<>(List.of(keys)).size() < keys.length) {
            throw new IllegalArgumentException(
                    "has static partitions %s; it needs at least one key, each once".formatted(List.of(keys)));
        }
        return new StaticPartitionsDefinition(List.of(keys));
    }

    private static IllegalArgumentException notYet(String what, String instead) {
        return new IllegalArgumentException(
                "is sliced by %s, which this version of Weft cannot do yet. Take %s".formatted(what, instead));
    }

    private static PartitionsDefinition multi(MultiPartitions annotation) {
        var dimensions = new TreeMap<String, PartitionsDefinition>();
        for (var dimension : annotation.value()) {
            var found = new ArrayList<PartitionsDefinition>();
            if (dimension.keys().length > 0) {
                found.add(fixed(dimension.keys()));
            }
            if (!dimension.dynamic().isEmpty()) {
                throw notYet("keys that are added later", "keys = {…}");
            }
            List.of(dimension.daily()).forEach(it -> found.add(daily(it)));
            List.of(dimension.monthly()).forEach(it -> found.add(monthly(it)));
            if (found.size() != 1 || dimensions.put(dimension.name(), found.get(0)) != null) {
                throw new IllegalArgumentException(
                        "has a dimension \"%s\" that is not one kind of partitions, once".formatted(dimension.name()));
            }
        }
        if (dimensions.size() < 2) {
            throw new IllegalArgumentException(
                    "has %d dimension; several dimensions are two or more".formatted(dimensions.size()));
        }
        return new MultiPartitionsDefinition(dimensions);
    }

    private static PartitionsDefinition windows(
            Cadence cadence, String start, String end, String zone, int endOffset, int minute, int hour, int day) {
        return new TimeWindowPartitionsDefinition(
                cadence,
                time(start, "start"),
                end.isEmpty() ? Optional.empty() : Optional.of(time(end, "end")),
                zone(zone),
                minute,
                hour,
                day,
                endOffset,
                Optional.empty());
    }

    private static LocalDateTime time(String text, String name) {
        try {
            return text.length() == 7
                    ? YearMonth.parse(text).atDay(1).atStartOfDay()
                    : LocalDate.parse(text).atStartOfDay();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "has %s = \"%s\", which is no date; write yyyy-MM-dd".formatted(name, text), e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "has timezone = \"%s\", which is no zone; write one like Europe/Berlin or UTC".formatted(text), e);
        }
    }
}
