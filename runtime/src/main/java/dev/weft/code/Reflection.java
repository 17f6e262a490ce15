package dev.weft.code;

import java.util.Set;

/** Calls of the JDK that find code by a name which is known only when they run: there no one can see what is reached. */
final class Reflection {

    private static final Set<String> CALLS = Set.of(
            "java/lang/Class.forName",
            "java/lang/Class.newInstance",
            "java/lang/Class.getMethod",
            "java/lang/Class.getMethods",
            "java/lang/Class.getDeclaredMethod",
            "java/lang/Class.getDeclaredMethods",
            "java/lang/Class.getConstructor",
            "java/lang/Class.getConstructors",
            "java/lang/Class.getDeclaredConstructor",
            "java/lang/Class.getDeclaredConstructors",
            "java/lang/ClassLoader.loadClass",
            "java/lang/reflect/Proxy.newProxyInstance",
            "java/util/ServiceLoader.load");

    private Reflection() {}

    static boolean looksForCode(String owner, String name) {
        return CALLS.contains(owner + "." + name)
                || (owner.equals("java/lang/invoke/MethodHandles$Lookup") && name.startsWith("find"));
    }
}
