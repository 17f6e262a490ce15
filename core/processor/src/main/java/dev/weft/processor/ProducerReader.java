package dev.weft.processor;

import dev.weft.api.AllPartitions;
import dev.weft.api.ByDimension;
import dev.weft.api.Config;
import dev.weft.api.From;
import dev.weft.api.LastGood;
import dev.weft.api.LastPartition;
import dev.weft.api.Named;
import dev.weft.api.Partitions;
import dev.weft.api.Previous;
import dev.weft.api.Window;
import dev.weft.asset.AssetKey;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.declaration.DeclaredPartitions;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads what calls a method needs: its parameters, each an upstream, an output or something that the step gives. */
final class ProducerReader {

    private static final Map<String, Parameter.Kind> SPECIAL = Map.of(
            "dev.weft.api.AssetContext", Parameter.Kind.CONTEXT,
            "dev.weft.api.PartitionKey", Parameter.Kind.PARTITION_KEY,
            "dev.weft.api.TimeWindow", Parameter.Kind.TIME_WINDOW,
            "dev.weft.partition.PartitionSet", Parameter.Kind.PARTITION_SET,
            "dev.weft.api.Staging", Parameter.Kind.STAGING);

    private static final List<Class<? extends Annotation>> OF_UPSTREAMS = List.of(
            From.class,
            LastGood.class,
            Previous.class,
            Window.class,
            LastPartition.class,
            AllPartitions.class,
            Partitions.class,
            ByDimension.class);

    private final DeclaringClass in;

    ProducerReader(DeclaringClass in) {
        this.in = in;
    }

    /** Returns how to call a method; a parameter that is wrong is reported at its place. */
    Producer read(
            ExecutableElement method, List<AssetKey> outputs, Producer.Returns returns, Optional<AssetKey> checked) {
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            var parameter = method.getParameters().get(i);
            try {
                parameters.add(parameter(parameter, outputs, checked, i == 0));
            } catch (TypeReader.NoValueException | IllegalArgumentException e) {
                in.problem(parameter, "%s, parameter %d: %s.".formatted(in.place(method), i + 1, e.getMessage()));
                // Keeps the numbers of those behind it right; nothing is run of a class that does not compile.
                parameters.add(new Parameter.Special(
                        parameter.getSimpleName().toString(), Parameter.Kind.CONTEXT, TypeRef.of("?")));
            }
        }
        onlyOneConfig(method, parameters);
        return new Producer(
                in.binaryName(), method.getSimpleName().toString(), parameters, outputs, returns, 0, Optional.empty());
    }

    private void onlyOneConfig(ExecutableElement method, List<Parameter> parameters) {
        boolean found = false;
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) instanceof Parameter.Special special && special.kind() == Parameter.Kind.CONFIG) {
                if (found) {
                    in.problem(
                            method.getParameters().get(i),
                            "%s, parameter %d: a method takes at most one @Config record. Put both into one record."
                                    .formatted(in.place(method), i + 1));
                }
                found = true;
            }
        }
    }

    private Parameter parameter(
            VariableElement parameter, List<AssetKey> outputs, Optional<AssetKey> checked, boolean first) {
        var name = parameter.getSimpleName().toString();
        var declared = parameter.asType();
        if (parameter.getAnnotation(Named.class) != null) {
            throw new IllegalArgumentException(
                    "@Named picks a resource, and resources are parameters of the constructor; for another asset write @From");
        }
        if (isSpecial(declared)) {
            OF_UPSTREAMS.stream()
                    .filter(each -> Annotations.find(parameter, each).isPresent())
                    .findFirst()
                    .ifPresent(each -> {
                        throw new IllegalArgumentException("@%s is for upstreams, and %s is none. Remove it"
                                .formatted(
                                        each.getSimpleName(),
                                        in.types().ref(declared).simple()));
                    });
        }
        if (in.types().is(declared, "dev.weft.partition.PartitionSet")) {
            throw new IllegalArgumentException(
                    "steps over a range of partitions (PartitionSet) are not in this version of Weft yet. Take a PartitionKey: one step per partition");
        }
        if (in.types().is(declared, "dev.weft.api.Staging") && (outputs.isEmpty() || checked.isPresent())) {
            throw new IllegalArgumentException("a Staging place is for an asset that returns Files");
        }
        if (declared instanceof DeclaredType object) {
            var element = (TypeElement) object.asElement();
            var kind = SPECIAL.get(element.getQualifiedName().toString());
            if (kind != null) {
                return new Parameter.Special(name, kind, in.types().ref(declared));
            }
            if (element.getAnnotation(Config.class) != null) {
                if (outputs.isEmpty() || checked.isPresent()) {
                    throw new IllegalArgumentException(
                            "%s is @Config, which only an asset's method takes: for a check use @Settings in the constructor"
                                    .formatted(element.getSimpleName()));
                }
                return new Parameter.Special(
                        name,
                        Parameter.Kind.CONFIG,
                        in.types().ref(declared),
                        in.types().config(element));
            }
        }
        if (in.types().is(declared, "dev.weft.api.Writer")) {
            var output = AssetKey.under(in.settings().prefix(), name);
            if (!outputs.contains(output)) {
                throw new IllegalArgumentException(
                        "a Writer is named like one of the outputs; %s is none of %s".formatted(output, outputs));
            }
            return new Parameter.Output(name, output, in.types().writer(declared));
        }
        if (in.types().isOutputs(declared)) {
            throw new IllegalArgumentException("%s is an @Outputs record, and its components are the assets. Read those"
                    .formatted(in.types().ref(declared).simple()));
        }
        boolean lastGood = parameter.getAnnotation(LastGood.class) != null;
        if (lastGood && parameter.getAnnotation(From.class) != null) {
            throw new IllegalArgumentException(
                    "@LastGood is the checked asset itself, so @From has nothing to say. Remove it");
        }
        if (lastGood && checked.isEmpty()) {
            throw new IllegalArgumentException("@LastGood stands on a check's parameter only");
        }
        var version = checked.isPresent() && first
                ? Parameter.Version.STAGED
                : lastGood ? Parameter.Version.LAST_GOOD : Parameter.Version.PUBLISHED;
        var upstream = lastGood ? checked.orElseThrow() : in.upstreamKey(parameter);
        return input(name, upstream, declared, DeclaredPartitions.mapping(new ElementMarks(parameter)), version);
    }

    private Parameter.Input input(
            String name,
            AssetKey upstream,
            TypeMirror declared,
            dev.weft.partition.PartitionMapping mapping,
            Parameter.Version version) {
        var shape = Parameter.Shape.PLAIN;
        var inner = declared;
        if (in.types().is(declared, "java.util.Optional")) {
            shape = Parameter.Shape.OPTIONAL;
            inner = in.types().argument(declared, 0);
        } else if (in.types().is(declared, "dev.weft.api.Upstream")) {
            shape = Parameter.Shape.HANDLE;
            inner = in.types().argument(declared, 0);
        } else if (in.types().is(declared, "java.util.Map")
                && in.types().is(in.types().argument(declared, 0), "dev.weft.api.PartitionKey")) {
            shape = Parameter.Shape.BY_PARTITION;
            inner = in.types().argument(declared, 1);
        }
        boolean any = shape == Parameter.Shape.HANDLE && in.types().ref(inner).equals(TypeRef.of("?"));
        return new Parameter.Input(
                name, upstream, shape, any ? new ValueType.Any() : in.types().value(inner, false), mapping, version);
    }

    /** Tells whether a parameter of this type is given by the step, so that it names no upstream. */
    boolean isSpecial(TypeMirror declared) {
        return declared instanceof DeclaredType object
                && (SPECIAL.containsKey(((TypeElement) object.asElement())
                                .getQualifiedName()
                                .toString())
                        || object.asElement().getAnnotation(Config.class) != null
                        || in.types().is(declared, "dev.weft.api.Writer"));
    }

    /** Tells whether a parameter says which partitions of its upstream it reads. */
    static boolean mapsPartitions(VariableElement parameter) {
        return OF_UPSTREAMS.stream()
                .filter(each -> each != From.class && each != LastGood.class)
                .anyMatch(each -> Annotations.find(parameter, each).isPresent());
    }
}
