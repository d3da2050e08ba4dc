package io.riffle.app;

import io.riffle.app.cli.BacktestCommand;
import io.riffle.app.cli.CommandGroup;
import io.riffle.app.cli.ExplainCommand;
import io.riffle.app.cli.HealthCommand;
import io.riffle.app.cli.ReplayCommand;
import io.riffle.app.cli.ResetCommand;
import io.riffle.app.cli.RiffleCommand;
import io.riffle.app.cli.RunCommand;
import io.riffle.app.cli.ScoreCommand;
import io.riffle.app.cli.TopologyCommand;
import io.riffle.app.cli.UserErrors;
import io.riffle.app.cli.alerts.AlertsCommands;
import io.riffle.app.cli.config.ConfigCommands;
import io.riffle.app.cli.dlq.DlqCommands;
import io.riffle.app.cli.drift.DriftCommands;
import io.riffle.app.cli.experiments.ExperimentsCommands;
import io.riffle.app.cli.features.FeaturesCommands;
import io.riffle.app.cli.models.ModelsCommands;
import io.riffle.app.cli.quality.QualityCommands;
import io.riffle.app.cli.topics.TopicsCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;

/**
 * The command line: {@code riffle <noun> <verb>}. A new noun is one more line in {@link #commandLine}; one
 * of another module is a {@link CommandGroup} that it provides.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter error = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(System.getenv(), out, error, arguments));
    }

    /** Runs one command to its end and returns the exit code of the process. */
    public static int run(Map<String, String> environment, PrintWriter out, PrintWriter error, String... arguments) {
        int code = commandLine(environment).setOut(out).setErr(error).execute(arguments);
        out.flush();
        error.flush();
        return code;
    }

    private static CommandLine commandLine(Map<String, String> environment) {
        RiffleCommand riffle = new RiffleCommand(environment);
        CommandLine line = new CommandLine(riffle);
        // The first is enough, and found without a look into each library.
        ServiceLoader.load(CommandGroup.class)
                .findFirst()
                .ifPresent(group -> line.addSubcommand(group.name(), group.commands()));
        return line.addSubcommand("run", new RunCommand())
                .addSubcommand("score", new ScoreCommand())
                .addSubcommand("explain", new ExplainCommand())
                .addSubcommand("reset", new ResetCommand())
                .addSubcommand("backtest", new BacktestCommand())
                .addSubcommand("replay", new ReplayCommand())
                .addSubcommand("health", new HealthCommand())
                .addSubcommand("topology", new TopologyCommand())
                .addSubcommand("config", ConfigCommands.all())
                .addSubcommand("topics", TopicsCommands.all())
                .addSubcommand("experiments", ExperimentsCommands.all())
                .addSubcommand("models", ModelsCommands.all())
                .addSubcommand("dlq", DlqCommands.all())
                .addSubcommand("drift", DriftCommands.all())
                .addSubcommand("quality", QualityCommands.all())
                .addSubcommand("alerts", AlertsCommands.all())
                .addSubcommand("features", FeaturesCommands.all())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new UserErrors(riffle::verbose));
    }
}
