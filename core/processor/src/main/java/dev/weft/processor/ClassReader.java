package dev.weft.processor;

import dev.weft.api.AllPartitions;
import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.AssetFactory;
import dev.weft.api.Assets;
import dev.weft.api.ByDimension;
import dev.weft.api.Config;
import dev.weft.api.ExternalAsset;
import dev.weft.api.From;
import dev.weft.api.LastGood;
import dev.weft.api.LastPartition;
import dev.weft.api.Named;
import dev.weft.api.Partitions;
import dev.weft.api.Pool;
import dev.weft.api.Previous;
import dev.weft.api.RangeLimit;
import dev.weft.api.Refresh;
import dev.weft.api.Retry;
import dev.weft.api.Timeout;
import dev.weft.api.Window;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.StepPolicy;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.graph.Definitions;
import java.lang.annotation.Annotation;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads what one {@code @Assets} class declares; what is wrong is reported where it stands, and the rest is read all the same. */
final class ClassReader {

    private static final Map<String, Parameter.Kind> SPECIAL = Map.of(
            "dev.weft.api.AssetContext", Parameter.Kind.CONTEXT,
            "dev.weft.api.PartitionKey", Parameter.Kind.PARTITION_KEY,
            "dev.weft.api.TimeWindow", Parameter.Kind.TIME_WINDOW,
            "dev.weft.partition.PartitionSet", Parameter.Kind.PARTITION_SET,
            "dev.weft.api.Staging", Parameter.Kind.STAGING);

    private static final Pattern OWNER = Pattern.compile("team:.+|[^@\\s:]+@[^@\\s]+");

    private static final List<Class<? extends Annotation>> DECLARING =
            List.of(Asset.class, ExternalAsset.class, AssetCheck.class, AssetFactory.class);

    private static final List<Class<? extends Annotation>> OF_UPSTREAMS = List.of(
            From.class,
            LastGood.class,
            Previous.class,
            Window.class,
            LastPartition.class,
            AllPartitions.class,
            Partitions.class,
            ByDimension.class);

    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final BiConsumer<Element, String> problem;
    private final Map<String, Element> places;
    private final TypeReader types;
    private final Assets settings;
    private final List<AssetDefinition> assets = new ArrayList<>();
    private final List<CheckDefinition> checks = new ArrayList<>();
    private final List<FactoryDefinition> factories = new ArrayList<>();
    private final List<AssetDefinition> broken = new ArrayList<>();

    ClassReader(
            ProcessingEnvironment environment,
            TypeElement type,
            BiConsumer<Element, String> problem,
            Map<String, Element> places) {
        this.environment = environment;
        this.type = type;
        this.problem = problem;
        this.places = places;
        this.types = new TypeReader(environment.getElementUtils(), environment.getTypeUtils());
        this.settings = type.getAnnotation(Assets.class);
    }

    Definitions read() {
        readType();
        for (var method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            try {
                readMethod(method);
            } catch (TypeReader.NoValueException | IllegalArgumentException e) {
                problem.accept(method, "%s: %s.".formatted(place(method), e.getMessage()));
                keepName(method);
            }
        }
        return new Definitions(assets, checks, factories);
    }

    /** Reports what keeps an instance of the class from being made, and methods that cannot be told apart. */
    private void readType() {
        var name = type.getSimpleName();
        if (!type.getTypeParameters().isEmpty()) {
            problem.accept(
                    type, "%s has type parameters, so Weft cannot make one. Write concrete types.".formatted(name));
        }
        boolean inner = type.getNestingKind() == NestingKind.MEMBER
                && !type.getModifiers().contains(Modifier.STATIC)
                && type.getKind() == ElementKind.CLASS;
        if (inner || type.getNestingKind() == NestingKind.LOCAL) {
            problem.accept(type, "%s is an inner class, so Weft cannot make one. Make it static.".formatted(name));
        }
        var annotated = ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(ClassReader::isDeclaration)
                .toList();
        if (type.getModifiers().contains(Modifier.ABSTRACT) || type.getKind() == ElementKind.INTERFACE) {
            annotated.stream()
                    .filter(method -> !method.getModifiers().contains(Modifier.ABSTRACT))
                    .forEach(method -> problem.accept(
                            method,
                            "%s: its class is abstract, so Weft cannot make one to call it. Remove abstract, or move the method."
                                    .formatted(place(method))));
        }
        var seen = new HashMap<String, ExecutableElement>();
        for (var method : annotated) {
            if (seen.putIfAbsent(method.getSimpleName().toString(), method) != null) {
                problem.accept(
                        method,
                        "%s: two methods of that name declare something. Give them different names; @Asset(name = …) keeps the key."
                                .formatted(place(method)));
            }
        }
    }

    private static boolean isDeclaration(ExecutableElement method) {
        return DECLARING.stream().anyMatch(each -> method.getAnnotation(each) != null);
    }

    /** Returns the assets whose methods could not be read, by name only, so that what reads them is not called wrong too. */
    List<AssetDefinition> broken() {
        return broken;
    }

    private void keepName(ExecutableElement method) {
        var asset = method.getAnnotation(Asset.class);
        var external = method.getAnnotation(ExternalAsset.class);
        if (asset == null && external == null) {
            return;
        }
        var name = asset == null ? external.name() : asset.name();
        try {
            var key = key(name, method);
            var producer = new Producer(
                    environment.getElementUtils().getBinaryName(type).toString(),
                    method.getSimpleName().toString(),
                    List.of(),
                    List.of(key),
                    Producer.Returns.VALUE,
                    0,
                    Optional.empty());
            broken.add(AssetDefinition.builder(key, producer)
                    .value(new ValueType.Any())
                    .build());
        } catch (IllegalArgumentException e) {
            // Its name is what is wrong, and that was said.
        }
    }

    private void readMethod(ExecutableElement method) {
        var asset = method.getAnnotation(Asset.class);
        var external = method.getAnnotation(ExternalAsset.class);
        var check = method.getAnnotation(AssetCheck.class);
        var factory = method.getAnnotation(AssetFactory.class);
        if (asset == null && external == null && check == null && factory == null) {
            return;
        }
        places.put(place(method), method);
        for (int i = 0; i < method.getParameters().size(); i++) {
            places.put(
                    "%s, parameter %d".formatted(place(method), i + 1),
                    method.getParameters().get(i));
        }
        var kinds = DECLARING.stream()
                .filter(each -> method.getAnnotation(each) != null)
                .map(each -> "@" + each.getSimpleName())
                .toList();
        if (kinds.size() > 1) {
            throw new IllegalArgumentException("it is marked %s; keep one".formatted(String.join(" and ", kinds)));
        }
        if (method.getAnnotation(RangeLimit.class) != null) {
            throw new IllegalArgumentException(
                    "@RangeLimit bounds steps over ranges, which this version of Weft does not have yet. Remove it");
        }
        if (method.getModifiers().contains(Modifier.PRIVATE)) {
            throw new IllegalArgumentException("it is private, so Weft cannot call it. Leave the modifier out");
        }
        if (method.getModifiers().contains(Modifier.STATIC)) {
            throw new IllegalArgumentException(
                    "it is static. Leave the modifier out: assets are methods of an instance");
        }
        if (!method.getTypeParameters().isEmpty()) {
            throw new IllegalArgumentException("it has type parameters. Write concrete types");
        }
        if (asset != null) {
            readAsset(method, asset);
        } else if (external != null) {
            readExternal(method, external);
        } else if (check != null) {
            readCheck(method, check);
        } else {
            readFactory(method, Objects.requireNonNull(factory));
        }
    }

    private void readAsset(ExecutableElement method, Asset asset) {
        if (method.getModifiers().contains(Modifier.ABSTRACT)) {
            throw new IllegalArgumentException(
                    "an asset's method has a body; for data made elsewhere use @ExternalAsset");
        }
        checkOptions(method, asset);
        var returned = method.getReturnType();
        boolean optional = types.is(returned, "java.util.Optional");
        var valueType = optional ? types.argument(returned, 0) : returned;
        if (types.isOutputs(valueType)) {
            if (optional) {
                throw new IllegalArgumentException(
                        "it returns an Optional of an @Outputs record. Return the record, with Optional components where an output may be skipped");
            }
            readOutputs(method, asset, (TypeElement) ((DeclaredType) valueType).asElement());
            return;
        }
        var writers = method.getParameters().stream()
                .filter(parameter -> types.is(parameter.asType(), "dev.weft.api.Writer"))
                .toList();
        if (!writers.isEmpty()) {
            readWriters(method, asset, writers);
            return;
        }
        var key = key(asset.name(), method);
        var value = types.value(valueType, true);
        var producer = producer(
                method,
                List.of(key),
                optional ? Producer.Returns.OPTIONAL_VALUE : Producer.Returns.VALUE,
                Optional.empty());
        checkStaging(method, List.of(value));
        ViewRules.check(method, asset, producer, value);
        assets.add(common(method, asset, key, producer).value(value).build());
    }

    private void checkOptions(ExecutableElement method, Asset asset) {
        if (!asset.partitionColumn().isEmpty()
                && PartitionsReader.partitions(method).isEmpty()) {
            throw new IllegalArgumentException("it has a partitionColumn but no partitions. Remove it");
        }
        for (var owner : asset.owners()) {
            if (!OWNER.matcher(owner).matches()) {
                throw new IllegalArgumentException(
                        "the owner \"%s\" is neither team:name nor an e-mail address".formatted(owner));
            }
        }
    }

    private void checkStaging(ExecutableElement method, List<ValueType> values) {
        boolean takes = method.getParameters().stream()
                .anyMatch(parameter -> types.is(parameter.asType(), "dev.weft.api.Staging"));
        long files = values.stream().filter(ValueType.Files.class::isInstance).count();
        if (files > 1) {
            throw new IllegalArgumentException(
                    "%d of its outputs are Files, and it has one Staging place. Leave one".formatted(files));
        }
        if (takes && files == 0) {
            throw new IllegalArgumentException(
                    "it takes a Staging place but returns %s. Return Files: `return out.publish()`"
                            .formatted(values.get(0).simple()));
        }
        if (files == 1 && !takes) {
            throw new IllegalArgumentException(
                    "it returns Files, so it takes a Staging parameter: write to out.path(\"name\"), return out.publish()");
        }
    }

    /** Each writer's rows are an asset of the parameter's name. */
    private void readWriters(ExecutableElement method, Asset asset, List<? extends VariableElement> writers) {
        if (method.getReturnType().getKind() != TypeKind.VOID) {
            throw new IllegalArgumentException(
                    "it has Writer parameters, so what it makes is what it writes: return void, found %s"
                            .formatted(method.getReturnType()));
        }
        if (!asset.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "its assets are named like its Writer parameters, so it has no name of its own");
        }
        var keys = writers.stream().map(writer -> key("", writer)).toList();
        var producer = producer(method, keys, Producer.Returns.WRITERS, Optional.empty());
        for (int i = 0; i < keys.size(); i++) {
            assets.add(common(method, asset, keys.get(i), producer)
                    .value(types.writer(writers.get(i).asType()))
                    .description(Docs.parameter(
                            doc(method), writers.get(i).getSimpleName().toString()))
                    .build());
        }
    }

    private void readOutputs(ExecutableElement method, Asset asset, TypeElement outputs) {
        var keys = new ArrayList<AssetKey>();
        outputs.getRecordComponents().forEach(component -> {
            var own = component.getAnnotation(Asset.class);
            keys.add(key(own == null ? "" : own.name(), component));
        });
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("%s has no component: each component of an @Outputs record is an asset"
                    .formatted(outputs.getSimpleName()));
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw new IllegalArgumentException(
                    "two components of %s are the same asset: %s".formatted(outputs.getSimpleName(), keys));
        }
        if (!asset.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "its assets are named like the components of %s, so it has no name of its own"
                            .formatted(outputs.getSimpleName()));
        }
        var values = outputs.getRecordComponents().stream()
                .map(component -> component.asType())
                .map(value ->
                        types.value(types.is(value, "java.util.Optional") ? types.argument(value, 0) : value, true))
                .toList();
        checkStaging(method, values);
        var producer = producer(method, keys, Producer.Returns.OUTPUTS, Optional.empty());
        for (int i = 0; i < keys.size(); i++) {
            var component = outputs.getRecordComponents().get(i);
            var own = component.getAnnotation(Asset.class);
            assets.add(common(method, own == null ? asset : own, keys.get(i), producer)
                    .value(values.get(i))
                    .description(Docs.parameter(
                            doc(outputs), component.getSimpleName().toString()))
                    .build());
        }
    }

    private AssetDefinition.Builder common(ExecutableElement method, Asset asset, AssetKey key, Producer producer) {
        return AssetDefinition.builder(key, producer)
                .description(Docs.firstSentence(doc(method)))
                .group(asset.group().isEmpty() ? settings.group() : asset.group())
                .owners(List.of(asset.owners()))
                .tags(tags(asset.tags()))
                .kinds(List.of(asset.kinds()))
                .io(asset.io())
                .partitionColumn(optional(asset.partitionColumn()))
                .partitions(PartitionsReader.partitions(method))
                .codeVersion(optional(asset.codeVersion()))
                .deterministic(asset.deterministic())
                .virtual(asset.virtual())
                .policy(policy(method))
                .refresh(Annotations.find(method, Refresh.class).map(it -> duration(it.every(), "@Refresh(every)")))
                .formerly(optional(asset.formerly()).map(AssetKey::parse));
    }

    private void readExternal(ExecutableElement method, ExternalAsset external) {
        boolean reported = method.getModifiers().contains(Modifier.ABSTRACT);
        if (!types.is(method.getReturnType(), "dev.weft.api.DataVersion")) {
            throw new IllegalArgumentException(
                    "an external asset's method returns DataVersion, found %s".formatted(method.getReturnType()));
        }
        var key = key(external.name(), method);
        var producer = producer(
                method,
                List.of(key),
                reported ? Producer.Returns.NOTHING : Producer.Returns.OBSERVATION,
                Optional.empty());
        assets.add(AssetDefinition.builder(key, producer)
                .nature(reported ? AssetNature.EXTERNAL : AssetNature.OBSERVABLE)
                .description(Docs.firstSentence(doc(method)))
                .group(external.group().isEmpty() ? settings.group() : external.group())
                .owners(List.of(external.owners()))
                .tags(tags(external.tags()))
                .kinds(List.of(external.kinds()))
                .partitions(PartitionsReader.partitions(method))
                .policy(policy(method))
                .build());
    }

    private void readCheck(ExecutableElement method, AssetCheck check) {
        if (!types.is(method.getReturnType(), "dev.weft.api.CheckResult")) {
            throw new IllegalArgumentException(
                    "a check returns CheckResult, found %s".formatted(method.getReturnType()));
        }
        if (method.getParameters().isEmpty()) {
            throw new IllegalArgumentException("a check's first parameter names the asset that it checks; it has none");
        }
        var first = method.getParameters().get(0);
        if (isSpecial(first.asType())) {
            throw new IllegalArgumentException(
                    "a check's first parameter is the value of the asset that it checks, found %s. Put it first"
                            .formatted(types.ref(first.asType()).simple()));
        }
        if (types.is(first.asType(), "java.util.Optional") || mapsPartitions(first)) {
            throw new IllegalArgumentException(
                    "a check's first parameter is the very value that is checked: no Optional, and nothing about partitions");
        }
        var key = upstreamKey(first);
        var producer = producer(method, List.of(), Producer.Returns.CHECK, Optional.of(key));
        checks.add(new CheckDefinition(
                key,
                check.name().isEmpty() ? method.getSimpleName().toString() : check.name(),
                check.blocking(),
                Docs.firstSentence(doc(method)),
                producer));
    }

    private void readFactory(ExecutableElement method, AssetFactory factory) {
        if (method.getModifiers().contains(Modifier.ABSTRACT)) {
            throw new IllegalArgumentException("a factory's method has a body");
        }
        if (method.getReturnType().getKind() != TypeKind.VOID) {
            throw new IllegalArgumentException(
                    "a factory returns nothing, found %s: it declares assets through its AssetRegistry"
                            .formatted(method.getReturnType()));
        }
        var parameters = method.getParameters();
        if (parameters.size() != 1
                || !types.is(parameters.get(0).asType(), "dev.weft.api.AssetRegistry")
                || !environment
                        .getTypeUtils()
                        .isSameType(types.argument(parameters.get(0).asType(), 0), type.asType())) {
            throw new IllegalArgumentException(
                    "a factory has one parameter, AssetRegistry<%s>; its resources are in the constructor"
                            .formatted(type.getSimpleName()));
        }
        var prefix = AssetKey.parse(factory.prefix()).text();
        for (var path : factory.reads()) {
            if (path.startsWith("/")
                    || path.isBlank()
                    || List.of(path.split("/", -1)).contains("..")) {
                throw new IllegalArgumentException(
                        "it reads \"%s\": name files and folders of the project, relative to its folder"
                                .formatted(path));
            }
        }
        factories.add(new FactoryDefinition(
                environment.getElementUtils().getBinaryName(type).toString(),
                method.getSimpleName().toString(),
                prefix,
                List.of(factory.reads()),
                settings.group()));
    }

    private boolean isSpecial(TypeMirror declared) {
        return declared instanceof DeclaredType object
                && (SPECIAL.containsKey(((TypeElement) object.asElement())
                                .getQualifiedName()
                                .toString())
                        || object.asElement().getAnnotation(Config.class) != null
                        || types.is(declared, "dev.weft.api.Writer"));
    }

    private static boolean mapsPartitions(VariableElement parameter) {
        return OF_UPSTREAMS.stream()
                .filter(each -> each != From.class && each != LastGood.class)
                .anyMatch(each -> Annotations.find(parameter, each).isPresent());
    }

    private Producer producer(
            ExecutableElement method, List<AssetKey> outputs, Producer.Returns returns, Optional<AssetKey> checked) {
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            var parameter = method.getParameters().get(i);
            try {
                parameters.add(parameter(parameter, outputs, checked, i == 0));
            } catch (TypeReader.NoValueException | IllegalArgumentException e) {
                problem.accept(parameter, "%s, parameter %d: %s.".formatted(place(method), i + 1, e.getMessage()));
                // Keeps the numbers of those behind it right; nothing is run of a class that does not compile.
                parameters.add(new Parameter.Special(
                        parameter.getSimpleName().toString(), Parameter.Kind.CONTEXT, TypeRef.of("?")));
            }
        }
        onlyOneConfig(method, parameters);
        return new Producer(
                environment.getElementUtils().getBinaryName(type).toString(),
                method.getSimpleName().toString(),
                parameters,
                outputs,
                returns,
                0,
                Optional.empty());
    }

    private void onlyOneConfig(ExecutableElement method, List<Parameter> parameters) {
        boolean found = false;
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) instanceof Parameter.Special special && special.kind() == Parameter.Kind.CONFIG) {
                if (found) {
                    problem.accept(
                            method.getParameters().get(i),
                            "%s, parameter %d: a method takes at most one @Config record. Put both into one record."
                                    .formatted(place(method), i + 1));
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
                                        types.ref(declared).simple()));
                    });
        }
        if (types.is(declared, "dev.weft.partition.PartitionSet")) {
            throw new IllegalArgumentException(
                    "steps over a range of partitions (PartitionSet) are not in this version of Weft yet. Take a PartitionKey: one step per partition");
        }
        if (types.is(declared, "dev.weft.api.Staging") && (outputs.isEmpty() || checked.isPresent())) {
            throw new IllegalArgumentException("a Staging place is for an asset that returns Files");
        }
        if (declared instanceof DeclaredType object) {
            var element = (TypeElement) object.asElement();
            var kind = SPECIAL.get(element.getQualifiedName().toString());
            if (kind != null) {
                return new Parameter.Special(name, kind, types.ref(declared));
            }
            if (element.getAnnotation(Config.class) != null) {
                if (outputs.isEmpty() || checked.isPresent()) {
                    throw new IllegalArgumentException(
                            "%s is @Config, which only an asset's method takes: for a check use @Settings in the constructor"
                                    .formatted(element.getSimpleName()));
                }
                return new Parameter.Special(name, Parameter.Kind.CONFIG, types.ref(declared), types.config(element));
            }
        }
        if (types.is(declared, "dev.weft.api.Writer")) {
            var output = AssetKey.under(settings.prefix(), name);
            if (!outputs.contains(output)) {
                throw new IllegalArgumentException(
                        "a Writer is named like one of the outputs; %s is none of %s".formatted(output, outputs));
            }
            return new Parameter.Output(name, output, types.writer(declared));
        }
        if (types.isOutputs(declared)) {
            throw new IllegalArgumentException("%s is an @Outputs record, and its components are the assets. Read those"
                    .formatted(types.ref(declared).simple()));
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
        var upstream = lastGood ? checked.orElseThrow() : upstreamKey(parameter);
        return input(name, upstream, declared, PartitionsReader.mapping(parameter), version);
    }

    private Parameter.Input input(
            String name,
            AssetKey upstream,
            TypeMirror declared,
            dev.weft.partition.PartitionMapping mapping,
            Parameter.Version version) {
        var shape = Parameter.Shape.PLAIN;
        var inner = declared;
        if (types.is(declared, "java.util.Optional")) {
            shape = Parameter.Shape.OPTIONAL;
            inner = types.argument(declared, 0);
        } else if (types.is(declared, "dev.weft.api.Upstream")) {
            shape = Parameter.Shape.HANDLE;
            inner = types.argument(declared, 0);
        } else if (types.is(declared, "java.util.Map")
                && types.is(types.argument(declared, 0), "dev.weft.api.PartitionKey")) {
            shape = Parameter.Shape.BY_PARTITION;
            inner = types.argument(declared, 1);
        }
        boolean any = shape == Parameter.Shape.HANDLE && types.ref(inner).equals(TypeRef.of("?"));
        return new Parameter.Input(
                name, upstream, shape, any ? new ValueType.Any() : types.value(inner, false), mapping, version);
    }

    private AssetKey upstreamKey(VariableElement parameter) {
        var from = parameter.getAnnotation(From.class);
        return from == null
                ? AssetKey.under(settings.prefix(), parameter.getSimpleName().toString())
                : AssetKey.parse(from.value());
    }

    private AssetKey key(String name, Element element) {
        return AssetKey.under(
                settings.prefix(), name.isEmpty() ? element.getSimpleName().toString() : name);
    }

    private static StepPolicy policy(Element method) {
        var retry = Annotations.find(method, Retry.class);
        var usual = StepPolicy.DEFAULT;
        return new StepPolicy(
                retry.map(Retry::max).orElse(usual.retries()),
                retry.map(it -> duration(it.delay(), "@Retry(delay)")).orElse(usual.delay()),
                retry.map(it -> duration(it.maxDelay(), "@Retry(maxDelay)")).orElse(usual.maxDelay()),
                retry.map(Retry::jitter).orElse(usual.jitter()),
                Annotations.find(method, Timeout.class).map(it -> duration(it.value(), "@Timeout")),
                Annotations.find(method, Pool.class).map(Pool::value));
    }

    private static Duration duration(String text, String where) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is \"%s\", which is no duration; write ISO 8601, such as PT30M or P1D".formatted(where, text),
                    e);
        }
    }

    private static Map<String, String> tags(String[] tags) {
        var map = new TreeMap<String, String>();
        for (var tag : tags) {
            int equals = tag.indexOf('=');
            map.put(equals < 0 ? tag : tag.substring(0, equals), equals < 0 ? "" : tag.substring(equals + 1));
        }
        return new LinkedHashMap<>(map);
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private String doc(Element element) {
        return Optional.ofNullable(environment.getElementUtils().getDocComment(element))
                .orElse("");
    }

    private String place(ExecutableElement method) {
        return type.getSimpleName() + "." + method.getSimpleName();
    }
}
