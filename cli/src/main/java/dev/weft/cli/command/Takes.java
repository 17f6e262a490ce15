package dev.weft.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Says by calls what a command takes. The commands that people type most are declared so: to read annotations the JVM makes classes for them at
 * each start, which takes longer than all else that a short command does.
 */
public final class Takes {

    private Takes() {}

    /** Returns a command with its arguments; what was given is then asked of each of them. */
    public static CommandSpec command(
            Callable<Integer> command, String name, String description, List<ArgSpec> arguments) {
        var spec = CommandSpec.wrapWithoutInspection(command).name(name);
        spec.usageMessage().description(description);
        arguments.forEach(spec::add);
        return spec;
    }

    /** Returns an option that is there or not. */
    public static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .initialValue(false)
                .description(description)
                .build();
    }

    /** Returns {@code --help}. */
    public static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .initialValue(false)
                .usageHelp(true)
                .description("Shows this help.")
                .build();
    }

    /** Returns an option with a value; where none is given, that is null. */
    public static OptionSpec option(String name, Class<?> type, String label, String... description) {
        return option(List.of(name), type, label, description);
    }

    /** Returns an option that has several names. */
    public static OptionSpec option(List<String> names, Class<?> type, String label, String... description) {
        return OptionSpec.builder(names.toArray(String[]::new))
                .type(type)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** Returns an option that may stand several times; its value is a list of texts. */
    public static OptionSpec options(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .initialValue(List.of())
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** Returns the selection, which may be missing: then it means all. */
    public static PositionalParamSpec selection(String description) {
        return PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .initialValue("*")
                .defaultValue("*")
                .paramLabel("SELECTION")
                .description(description)
                .build();
    }
}
