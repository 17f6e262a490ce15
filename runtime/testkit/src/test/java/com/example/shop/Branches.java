package com.example.shop;

import dev.weft.api.Asset;
import dev.weft.api.AssetFactory;
import dev.weft.api.AssetOptions;
import dev.weft.api.AssetRegistry;
import dev.weft.api.Assets;
import dev.weft.api.CheckResult;
import dev.weft.api.DailyPartitions;
import dev.weft.api.From;
import java.util.List;

/** One asset for each branch that the resource knows. */
@Assets
public class Branches {

    /** Which branches there are: a resource. */
    public interface Directory {
        List<String> branches();

        int visitors(String branch, String day);
    }

    public record Branch(String name) {}

    public record Visits(String day, int visitors) {}

    /** Each day since the opening. */
    @DailyPartitions(start = "2024-05-01")
    @interface OpenDays {}

    private final Directory directory;

    Branches(Directory directory) {
        this.directory = directory;
    }

    @AssetFactory(prefix = "branch")
    void branches(AssetRegistry<Branches> registry) {
        for (var name : directory.branches()) {
            var branch = new Branch(name);
            registry.rows(
                    name,
                    branch,
                    List.of(),
                    Visits.class,
                    AssetOptions.NONE.like(OpenDays.class),
                    (branches, spec, context) -> {
                        var day = context.partition().orElseThrow().text();
                        return java.util.stream.Stream.of(
                                new Visits(day, branches.directory.visitors(spec.name(), day)));
                    });
            registry.blockingCheck(
                    name,
                    "somebody_came",
                    branch,
                    List.of(),
                    (branches, spec, context) -> CheckResult.of(
                            context.rows("branch/" + spec.name(), Visits.class).allMatch(row -> row.visitors() > 0),
                            "nobody came"));
        }
    }

    @Asset
    int total(@From("branch/north") List<Visits> north) {
        return north.stream().mapToInt(Visits::visitors).sum();
    }
}
