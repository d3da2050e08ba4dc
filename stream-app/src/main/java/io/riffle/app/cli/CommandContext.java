package io.riffle.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command is given by the command line that it belongs to. */
@Command
public class CommandContext {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    public final Map<String, String> environment() {
        return RiffleCommand.of(spec.commandLine()).environment();
    }

    public final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    public final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** A mistake in the options, to be thrown; printed with how the command is called. */
    public final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    public final ParameterException wrong(String message, Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }

    /** Runs another command of the program, as if it had been typed next; its exit code. */
    public final int runNext(String noun, Object command, String... arguments) {
        CommandLine riffle = spec.commandLine().getParent();
        if (!riffle.getSubcommands().containsKey(noun)) {
            riffle.addSubcommand(noun, command);
            // What is set for a command is set for those that it has at that time.
            riffle.setCaseInsensitiveEnumValuesAllowed(true)
                    .setExecutionExceptionHandler(riffle.getExecutionExceptionHandler())
                    .setOut(riffle.getOut())
                    .setErr(riffle.getErr());
        }
        List<String> words = new ArrayList<>(List.of(noun));
        words.addAll(List.of(arguments));
        return riffle.execute(words.toArray(String[]::new));
    }
}
