package dev.weft.asset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The method that makes or observes assets: one step runs it, whatever the number of its outputs.
 *
 * @param className the binary name of its class
 * @param method its name
 * @param parameters its parameters, in order
 * @param outputs the assets it makes, in the order of the outputs' components; one unless it has several
 * @param returns how it returns them
 * @param line its line in the source, or 0 if unknown
 * @param factory for an asset that a factory defined, the factory's class and method: {@code com.acme.Tables#tables}; then {@code className} and
 *     {@code method} are those of the function that makes it
 * @param spec for such an asset, the hash of what tells it from its likes; part of its code version
 */
public record Producer(
        String className,
        String method,
        List<Parameter> parameters,
        List<AssetKey> outputs,
        Returns returns,
        int line,
        Optional<String> factory,
        Optional<String> spec) {

    /** How a method gives its outputs. */
    public enum Returns {
        /** The value of its only output; {@code void} included. */
        VALUE,
        /** An {@code Optional} of the value of its only output. */
        OPTIONAL_VALUE,
        /** A record marked {@code @Outputs}. */
        OUTPUTS,
        /** Through writers only. */
        WRITERS,
        /** The {@code DataVersion} of observed data. */
        OBSERVATION,
        /** The {@code CheckResult} of a check. */
        CHECK,
        /** Nothing runs: external data that is only reported. */
        NOTHING
    }

    public Producer {
        parameters = List.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }

    /** A method that no factory defined, or whose specification does not matter. */
    public Producer(
            String className,
            String method,
            List<Parameter> parameters,
            List<AssetKey> outputs,
            Returns returns,
            int line,
            Optional<String> factory) {
        this(className, method, parameters, outputs, returns, line, factory, Optional.empty());
    }

    /** Returns the id of the producer, unique in a graph: the class, the method, and the asset that it makes or checks where a factory made it. */
    public String id() {
        if (factory.isEmpty()) {
            return className + "#" + method;
        }
        var about = outputs.isEmpty() ? inputs().get(0).upstream() : outputs.get(0);
        return className + "#" + method + "(" + about + ")";
    }

    /** Returns the binary name of the class that declares it: the factory's where one made it. */
    public String declaringClass() {
        return factory.map(id -> id.substring(0, id.lastIndexOf('#'))).orElse(className);
    }

    /** Returns the place as messages say it: {@code FlightAssets.flights}. */
    public String place() {
        var declaring = factory.orElse(className + "#" + method);
        var type = declaring.substring(0, declaring.lastIndexOf('#'));
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1)
                + "."
                + declaring.substring(declaring.lastIndexOf('#') + 1);
    }

    /** Returns the parameter that takes the run's configuration. */
    public Optional<Parameter.Special> config() {
        for (var parameter : parameters) {
            if (parameter instanceof Parameter.Special special && special.kind() == Parameter.Kind.CONFIG) {
                return Optional.of(special);
            }
        }
        return Optional.empty();
    }

    /** Returns the parameters that name upstream assets. */
    public List<Parameter.Input> inputs() {
        // A loop: planning asks each asset several times, and most are asked once by a process that has just begun.
        var inputs = new ArrayList<Parameter.Input>(parameters.size());
        for (var parameter : parameters) {
            if (parameter instanceof Parameter.Input input) {
                inputs.add(input);
            }
        }
        return Collections.unmodifiableList(inputs);
    }
}
