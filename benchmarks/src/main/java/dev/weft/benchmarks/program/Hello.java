package dev.weft.benchmarks.program;

/** The least that a JVM can be started for. */
public final class Hello {

    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println("Hello");
    }
}
