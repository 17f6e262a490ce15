package com.example.flights;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * A regression tree that says how much delay to expect of a flight. Tribuo grows it; what is kept is the tree itself, so that equal flights give an
 * equal value, and whoever reads it needs no library.
 *
 * @param trainedOn how many flights it was grown on
 * @param triedOn how many others it was tried on
 * @param rSquared the part of the variance of those that it explains; below 0 it is worse than their mean
 * @param rmse the root of the mean squared error on those, in minutes
 * @param nodes the tree; the first is the root
 */
record DelayModel(long trainedOn, long triedOn, double rSquared, double rmse, List<Node> nodes) {

    private static final int SEED = 1;
    private static final int DEPTH = 6;
    private static final float FLIGHTS_IN_A_LEAF = 150;
    private static final int FIRST_MINUTE = 4 * 60;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final String[] FEATURES = {"hour", "miles", "weekday"};

    private static final Comparator<Flight> ORDER = Comparator.comparing(Flight::departure)
            .thenComparing(Flight::origin)
            .thenComparing(Flight::destination)
            .thenComparing(Flight::delay)
            .thenComparing(Flight::distance);

    DelayModel {
        nodes = List.copyOf(nodes);
    }

    /**
     * A node of the tree.
     *
     * @param feature what is asked: {@code hour} of the timetable since four in the morning, {@code miles}, {@code weekday} from 1; empty for a leaf
     * @param threshold up to which value the answer is in {@code atMost}
     * @param atMost the number of that node
     * @param above the number of the other one
     * @param minutes a leaf's answer
     */
    record Node(String feature, double threshold, int atMost, int above, double minutes) {}

    /** Trains on a sixteenth of the flights and tries the model on half as many others, chosen by what they are and not by their order. */
    static DelayModel train(Stream<Flight> flights) {
        var training = new ArrayList<Flight>();
        var trial = new ArrayList<Flight>();
        flights.forEach(flight -> {
            int lot = Math.floorMod(mixed(flight), 32);
            if (lot < 2) {
                training.add(flight);
            } else if (lot == 2) {
                trial.add(flight);
            }
        });
        if (trial.size() < 10) {
            throw new IllegalArgumentException(
                    "A model needs some hundred flights; found %d to try it on.".formatted(trial.size()));
        }
        var trainer = new CARTJointRegressionTrainer(
                DEPTH, FLIGHTS_IN_A_LEAF, 0f, 1f, false, new MeanSquaredError(), false, SEED);
        var tree = trainer.train(dataset(training), Map.of());
        var evaluation = new RegressionEvaluator().evaluate(tree, dataset(trial));
        var nodes = new ArrayList<Node>();
        add(tree.getRoot(), tree.getFeatureIDMap(), nodes);
        return new DelayModel(
                training.size(),
                trial.size(),
                rounded(evaluation.averageR2()),
                rounded(evaluation.averageRMSE()),
                nodes);
    }

    /** Returns the minutes of delay to expect of a flight that is to leave at that time. */
    double expectedDelay(LocalDateTime timetable, int distance) {
        var values = features(timetable, distance);
        var node = nodes.get(0);
        while (!node.feature().isEmpty()) {
            double value = values[List.of(FEATURES).indexOf(node.feature())];
            node = nodes.get(value <= node.threshold() ? node.atMost() : node.above());
        }
        return node.minutes();
    }

    private static Dataset<Regressor> dataset(List<Flight> flights) {
        flights.sort(ORDER);
        var outputs = new RegressionFactory();
        var provenance = new SimpleDataSourceProvenance("flights", outputs);
        var dataset = new MutableDataset<Regressor>(provenance, outputs);
        flights.forEach(flight -> dataset.add(new ArrayExample<>(
                new Regressor("delay", flight.delay()), FEATURES, features(timetable(flight), flight.distance()))));
        return dataset;
    }

    /** When it should have left: the hour at which it did leave would tell the model how late it was. */
    private static LocalDateTime timetable(Flight flight) {
        return flight.departure().minusMinutes(flight.delay());
    }

    private static double[] features(LocalDateTime timetable, int distance) {
        int minute = timetable.getHour() * 60 + timetable.getMinute();
        return new double[] {
            Math.floorMod(minute - FIRST_MINUTE, MINUTES_A_DAY) / 60.0,
            distance,
            timetable.getDayOfWeek().getValue()
        };
    }

    private static int add(
            org.tribuo.common.tree.Node<Regressor> node, ImmutableFeatureMap features, List<Node> nodes) {
        int number = nodes.size();
        if (node instanceof SplitNode<Regressor> split) {
            nodes.add(new Node("", 0, 0, 0, 0)); // its number comes before those below it
            int atMost = add(split.getLessThanOrEqual(), features, nodes);
            int above = add(split.getGreaterThan(), features, nodes);
            nodes.set(
                    number,
                    new Node(features.get(split.getFeatureID()).getName(), split.splitValue(), atMost, above, 0));
        } else {
            nodes.add(new Node(
                    "", 0, 0, 0, rounded(((LeafNode<Regressor>) node).getOutput().getValues()[0])));
        }
        return number;
    }

    /** A flight's lot: the same on every machine, whatever the order. */
    private static int mixed(Flight flight) {
        long minute = flight.departure().toEpochSecond(ZoneOffset.UTC) / 60;
        long mixed = ((minute * 31 + flight.origin().hashCode()) * 31
                        + flight.destination().hashCode())
                * 31
                + flight.delay();
        mixed *= 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40);
    }

    /** Four digits are more than the data bear. */
    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
