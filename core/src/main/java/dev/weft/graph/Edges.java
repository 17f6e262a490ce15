package dev.weft.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
import org.jgrapht.alg.util.Pair;
import org.jgrapht.graph.AsSubgraph;
import org.jgrapht.opt.graph.sparse.SparseIntDirectedGraph;

/**
 * The edges between numbered assets. What every command needs (neighbours, order, reach) reads two compressed int arrays: a hundred
 * thousand assets with three hundred thousand edges take three megabytes and a few milliseconds, where JGraphT's most compact graph,
 * {@link SparseIntDirectedGraph}, took a hundred times as long to build and thirty times as long to sort. Everything else is JGraphT's,
 * on that graph, made from the arrays when it is asked for.
 */
final class Edges {

    private final Lists upstream;
    private final Lists downstream;

    private Edges(Lists upstream, Lists downstream) {
        this.upstream = upstream;
        this.downstream = downstream;
    }

    /** Takes the upstreams of each number, sorted and distinct. */
    static Edges of(int[][] upstreams) {
        return new Edges(Lists.of(upstreams), Lists.inverse(upstreams));
    }

    int size() {
        return upstream.start.length - 1;
    }

    int[] upstreamOf(int number) {
        return upstream.of(number);
    }

    int[] downstreamOf(int number) {
        return downstream.of(number);
    }

    BitSet upstream(BitSet start, int depth) {
        return upstream.reach(start, depth);
    }

    BitSet downstream(BitSet start, int depth) {
        return downstream.reach(start, depth);
    }

    /** Returns the members from which no other member is reachable downstream, whatever lies between. */
    BitSet sinksOf(BitSet members, int[] order) {
        var reversed = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            reversed[i] = order[order.length - 1 - i];
        }
        return endsOf(members, reversed, downstream);
    }

    BitSet rootsOf(BitSet members, int[] order) {
        return endsOf(members, order, upstream);
    }

    private static BitSet endsOf(BitSet members, int[] order, Lists lists) {
        var beyondIsMember = new BitSet(order.length);
        var ends = new BitSet(order.length);
        for (int number : order) {
            for (int i = lists.start[number]; i < lists.start[number + 1]; i++) {
                if (members.get(lists.to[i]) || beyondIsMember.get(lists.to[i])) {
                    beyondIsMember.set(number);
                    break;
                }
            }
            if (members.get(number) && !beyondIsMember.get(number)) {
                ends.set(number);
            }
        }
        return ends;
    }

    /** Returns the numbers, upstream first, the smallest first where there is a choice; fewer than all if there are cycles. */
    int[] order() {
        var waiting = upstream.counts();
        var ready = new PriorityQueue<Integer>();
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        var order = new int[size()];
        int count = 0;
        while (!ready.isEmpty()) {
            int number = ready.remove();
            order[count++] = number;
            for (int i = downstream.start[number]; i < downstream.start[number + 1]; i++) {
                if (--waiting[downstream.to[i]] == 0) {
                    ready.add(downstream.to[i]);
                }
            }
        }
        return Arrays.copyOf(order, count);
    }

    /** Returns cycles without common members, each in downstream direction from its smallest number, until none is left. */
    List<int[]> cycles() {
        var graph = graph();
        var cycles = new ArrayList<int[]>();
        var all = new BitSet(size());
        all.set(0, size());
        for (var left = onCycles(graph, all); !left.isEmpty(); left = onCycles(graph, left)) {
            var cycle = anyCycle(left);
            cycles.add(cycle);
            for (int number : cycle) {
                left.clear(number);
            }
        }
        return cycles;
    }

    /** Returns those of the members that lie on a cycle of members. */
    private static BitSet onCycles(Graph<Integer, Integer> graph, BitSet members) {
        var part = new AsSubgraph<>(graph, members.stream().boxed().collect(Collectors.toSet()));
        var onCycles = new BitSet();
        for (var together : new GabowStrongConnectivityInspector<>(part).stronglyConnectedSets()) {
            if (together.size() > 1) {
                together.forEach(onCycles::set);
            }
        }
        return onCycles;
    }

    /** Returns the same edges for JGraphT's algorithms; they are asked for where nobody waits for milliseconds. */
    Graph<Integer, Integer> graph() {
        var edges = new ArrayList<Pair<Integer, Integer>>(downstream.to.length);
        for (int number = 0; number < size(); number++) {
            for (int i = downstream.start[number]; i < downstream.start[number + 1]; i++) {
                edges.add(Pair.of(number, downstream.to[i]));
            }
        }
        return new SparseIntDirectedGraph(size(), edges);
    }

    private int[] anyCycle(BitSet left) {
        var path = new ArrayList<Integer>();
        var seen = new BitSet(size());
        int number = left.nextSetBit(0);
        while (!seen.get(number)) {
            seen.set(number);
            path.add(number);
            number = Arrays.stream(upstream.of(number))
                    .filter(left::get)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("An asset on a cycle has no upstream: this is a bug."));
        }
        var cycle = new ArrayList<>(path.subList(path.indexOf(number), path.size()));
        Collections.reverse(cycle);
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return cycle.stream().mapToInt(Integer::intValue).toArray();
    }

    /** For each number a list of numbers: those of {@code i} stand in {@code to} from {@code start[i]} to {@code start[i + 1]}. */
    private static final class Lists {

        private final int[] start;
        private final int[] to;

        private Lists(int[] start, int[] to) {
            this.start = start;
            this.to = to;
        }

        private static Lists of(int[][] lists) {
            var start = new int[lists.length + 1];
            for (int i = 0; i < lists.length; i++) {
                start[i + 1] = start[i] + lists[i].length;
            }
            var to = new int[start[lists.length]];
            for (int i = 0; i < lists.length; i++) {
                System.arraycopy(lists[i], 0, to, start[i], lists[i].length);
            }
            return new Lists(start, to);
        }

        private static Lists inverse(int[][] lists) {
            var start = new int[lists.length + 1];
            for (var list : lists) {
                for (int number : list) {
                    start[number + 1]++;
                }
            }
            for (int i = 0; i < lists.length; i++) {
                start[i + 1] += start[i];
            }
            var next = start.clone();
            var to = new int[start[lists.length]];
            for (int i = 0; i < lists.length; i++) {
                for (int number : lists[i]) {
                    to[next[number]++] = i;
                }
            }
            return new Lists(start, to);
        }

        private int[] of(int number) {
            return Arrays.copyOfRange(to, start[number], start[number + 1]);
        }

        private int[] counts() {
            var counts = new int[start.length - 1];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = start[i + 1] - start[i];
            }
            return counts;
        }

        private BitSet reach(BitSet from, int depth) {
            var seen = (BitSet) from.clone();
            var frontier = from.stream().toArray();
            for (int level = 0; level < depth && frontier.length > 0; level++) {
                frontier = beyond(frontier, seen);
            }
            return seen;
        }

        private int[] beyond(int[] frontier, BitSet seen) {
            var next = IntStream.builder();
            for (int number : frontier) {
                for (int i = start[number]; i < start[number + 1]; i++) {
                    if (!seen.get(to[i])) {
                        seen.set(to[i]);
                        next.add(to[i]);
                    }
                }
            }
            return next.build().toArray();
        }
    }
}
