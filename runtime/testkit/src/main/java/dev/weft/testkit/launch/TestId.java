package dev.weft.testkit.launch;

/**
 * A test.
 *
 * @param className the binary name of its class
 * @param method the name of its method; empty for a failure of a whole class
 * @param name what tells it from others of the same method; empty where there is only one
 */
public record TestId(String className, String method, String name) {

    /** Returns {@code FlightAssetsTest.aRouteHasADirection}, with the name in brackets where there is one. */
    public String label() {
        var simple = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
        return simple + (method.isEmpty() ? "" : "." + method) + (name.isEmpty() ? "" : " [" + name + "]");
    }

    String key() {
        return className + "#" + method;
    }
}
