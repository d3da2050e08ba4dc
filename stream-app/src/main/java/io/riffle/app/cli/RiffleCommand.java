package io.riffle.app.cli;

import io.riffle.app.process.RiffleVersion;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that all others belong to. */
@Command(
        name = "riffle",
        description = "Real-time scoring inside Kafka Streams.",
        mixinStandardHelpOptions = true,
        version = "riffle " + RiffleVersion.NUMBER,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class RiffleCommand implements Runnable {
    private static final String DEBUG_VARIABLE = "RIFFLE_DEBUG";

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show stack traces of errors (or set RIFFLE_DEBUG).")
    private boolean verbose;

    public RiffleCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The one that a command belongs to. */
    static RiffleCommand of(CommandLine command) {
        return (RiffleCommand) command.getCommandSpec().root().userObject();
    }

    Map<String, String> environment() {
        return environment;
    }

    public boolean verbose() {
        return verbose || !environment.getOrDefault(DEBUG_VARIABLE, "").isEmpty();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
