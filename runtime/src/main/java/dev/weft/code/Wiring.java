package dev.weft.code;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/**
 * Which code of the project makes the resources that a constructor or a {@code @Provides} method asks for. Where a type could be made in several
 * ways, all of them count: what a container would choose is known only when it runs.
 */
final class Wiring {

    private final Hierarchy hierarchy;
    private final List<Hierarchy.Found> providers;

    Wiring(Hierarchy hierarchy, Collection<String> providers) {
        this.hierarchy = hierarchy;
        this.providers = hierarchy.all().stream()
                .flatMap(type -> type.methods().stream()
                        .filter(method -> type.isFactory()
                                ? !method.isConstructor()
                                : providers.contains(type.name())
                                        && method.provides().isPresent())
                        .map(method -> new Hierarchy.Found(type, method)))
                .toList();
    }

    /** Returns the constructors and methods that make what the constructors, and the providing methods, of a class ask for. */
    List<Hierarchy.Found> makersOf(ClassCode owner) {
        var methods = Stream.concat(
                owner.constructors().stream(), owner.methods().stream().filter(method -> isProvider(owner, method)));
        var makers = new ArrayList<Hierarchy.Found>();
        methods.forEach(method -> {
            var types = Type.getArgumentTypes(method.descriptor());
            for (int i = 0; i < types.length; i++) {
                if (types[i].getSort() == Type.OBJECT) {
                    makers.addAll(makers(
                            types[i].getInternalName(), method.parameterNames().get(i)));
                }
            }
        });
        return makers;
    }

    private boolean isProvider(ClassCode owner, MethodCode method) {
        return providers.stream()
                .anyMatch(found -> found.owner().equals(owner) && found.method().equals(method));
    }

    private List<Hierarchy.Found> makers(String type, String name) {
        var wanted = hierarchy.find(type);
        if (wanted != null && wanted.isSettings()) {
            return List.of();
        }
        var provided = providers.stream()
                .filter(found -> name.isEmpty()
                        || found.method().provides().filter(name::equals).isPresent()
                        || found.owner().isFactory())
                .filter(found -> mayGive(Type.getReturnType(found.method().descriptor()), type))
                .toList();
        var exact = provided.stream()
                .filter(found -> Type.getReturnType(found.method().descriptor())
                        .getInternalName()
                        .equals(type))
                .toList();
        if (!provided.isEmpty()) {
            return exact.isEmpty() ? provided : exact;
        }
        return wanted == null ? List.of() : constructors(wanted);
    }

    private List<Hierarchy.Found> constructors(ClassCode wanted) {
        var concrete = wanted.isAbstract() ? hierarchy.allBelow(wanted.name()) : List.of(wanted);
        return concrete.stream()
                .flatMap(type -> type.constructors().stream().map(method -> new Hierarchy.Found(type, method)))
                .toList();
    }

    /** Whether one library class extends another is not known here: it may. */
    private boolean mayGive(Type given, String wanted) {
        if (given.getSort() != Type.OBJECT) {
            return false;
        }
        var name = given.getInternalName();
        if (name.equals(wanted)) {
            return true;
        }
        boolean ownGiven = hierarchy.find(name) != null;
        boolean ownWanted = hierarchy.find(wanted) != null;
        return ownWanted ? ownGiven && hierarchy.isBelow(name, wanted) : !name.startsWith("java/lang/");
    }
}
