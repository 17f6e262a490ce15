package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.terminal.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsOnDemandTest {

    @Test
    void onlyTheCommandThatIsAskedForIsRead() {
        assertThat(subcommands("-p", "somewhere", "list", "--json")).containsExactly("list");
    }

    @Test
    void aValueThatIsNamedLikeACommandDoesNotHideTheCommand() {
        assertThat(subcommands("-p", "list", "plan")).containsExactlyInAnyOrder("list", "plan");
    }

    @Test
    void allAreThereWhereSomebodyHasToKnowAll() {
        assertThat(subcommands()).isEqualTo(Commands.names());
        assertThat(subcommands("lits")).isEqualTo(Commands.names());
        assertThat(subcommands("--help", "list")).isEqualTo(Commands.names());
        assertThat(subcommands("completion")).isEqualTo(Commands.names());
    }

    @Test
    void eachCommandHasTheNameUnderWhichItIsListed() {
        line().getSubcommands()
                .forEach((name, command) ->
                        assertThat(command.getCommandSpec().name()).isEqualTo(name));
        assertThat(line().getSubcommands().keySet()).containsExactlyElementsOf(Commands.names());
    }

    private static Set<String> subcommands(String... arguments) {
        return line(arguments).getSubcommands().keySet();
    }

    private static CommandLine line(String... arguments) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return Main.commandLine(new Terminal(nowhere, nowhere, Terminal.Looks.PLAIN), arguments);
    }
}
