package dev.weft.benchmarks.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Who reads whom, the same for every contender: names with their upstreams, each after those it reads.
 *
 * @param text how it is asked for, such as {@code wide:1000}
 */
public record GraphShape(String text, Map<String, List<String>> upstreams) {

    private static final long SEED = 7;
    /** How many upstreams one asset reads at most: a Java method has at most 255 parameters. */
    private static final int WIDEST = 200;

    public int size() {
        return upstreams.size();
    }

    /**
     * Reads {@code wide:N}, {@code chain:N}, {@code layers:DEPTH:WIDTH}, {@code diamonds:N} or {@code assets:N}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static GraphShape of(String text) {
        var parts = text.split(":", -1);
        var numbers = IntStream.range(1, parts.length)
                .map(index -> Integer.parseInt(parts[index]))
                .toArray();
        return new GraphShape(
                text,
                switch (parts[0] + numbers.length) {
                    case "wide1" -> wide(numbers[0]);
                    case "chain1" -> chain(numbers[0]);
                    case "layers2" -> layers(numbers[0], numbers[1]);
                    case "diamonds1" -> diamonds(numbers[0]);
                    case "assets1" -> assets(numbers[0]);
                    default ->
                        throw new IllegalArgumentException(
                                "%s is no shape. Say wide:N, chain:N, layers:DEPTH:WIDTH, diamonds:N or assets:N."
                                        .formatted(text));
                });
    }

    /** One root, n that read it, and one sink below all of them; collectors of at most 200 stand between where there are more. */
    private static Map<String, List<String>> wide(int n) {
        var graph = new LinkedHashMap<String, List<String>>();
        graph.put("root", List.of());
        var level = new ArrayList<String>();
        for (int i = 0; i < n; i++) {
            graph.put("m" + i, List.of("root"));
            level.add("m" + i);
        }
        List<String> open = level;
        for (int round = 0; open.size() > WIDEST; round++) {
            var next = new ArrayList<String>();
            for (int from = 0; from < open.size(); from += WIDEST) {
                var name = "k%d_%d".formatted(round, next.size());
                graph.put(name, List.copyOf(open.subList(from, Math.min(from + WIDEST, open.size()))));
                next.add(name);
            }
            open = next;
        }
        graph.put("sink", List.copyOf(open));
        return graph;
    }

    private static Map<String, List<String>> chain(int n) {
        var graph = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < n; i++) {
            graph.put("c" + i, i == 0 ? List.of() : List.of("c" + (i - 1)));
        }
        return graph;
    }

    /** Each asset reads up to three of the layer above, by chance. */
    private static Map<String, List<String>> layers(int depth, int width) {
        var random = new Random(SEED);
        var graph = new LinkedHashMap<String, List<String>>();
        for (int layer = 0; layer < depth; layer++) {
            for (int place = 0; place < width; place++) {
                var read = new TreeSet<String>();
                for (int i = 0; layer > 0 && i < 3; i++) {
                    read.add("l%d_%d".formatted(layer - 1, random.nextInt(width)));
                }
                graph.put("l%d_%d".formatted(layer, place), List.copyOf(read));
            }
        }
        return graph;
    }

    private static Map<String, List<String>> diamonds(int n) {
        var graph = new LinkedHashMap<String, List<String>>();
        graph.put("d0", List.of());
        for (int i = 0; i < n; i++) {
            graph.put("a" + i, List.of("d" + i));
            graph.put("b" + i, List.of("d" + i));
            graph.put("d" + (i + 1), List.of("a" + i, "b" + i));
        }
        return graph;
    }

    /**
     * A large project: groups of 50 in ten levels of five, each asset reading up to three of the level above, the first level one of the last of
     * another group.
     */
    private static Map<String, List<String>> assets(int n) {
        var random = new Random(SEED);
        var graph = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < n; i++) {
            int group = i / 50;
            int level = i % 50 / 5;
            var read = new TreeSet<String>();
            if (level > 0) {
                for (int edge = 0; edge < 3; edge++) {
                    read.add("g%d_%d".formatted(group, (level - 1) * 5 + random.nextInt(5)));
                }
            } else if (group > 0) {
                read.add("g%d_%d".formatted(random.nextInt(group), 45 + random.nextInt(5)));
            }
            graph.put("g%d_%d".formatted(group, i % 50), List.copyOf(read));
        }
        return graph;
    }

    /** Returns the graph as a JSON object of lists, for contenders in other languages. */
    public String json() {
        try {
            return new ObjectMapper().writeValueAsString(upstreams);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
