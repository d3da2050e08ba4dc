package io.riffle.app;

import io.riffle.app.demo.PaymentsCommand;
import io.riffle.app.demo.digits.DigitsCommand;
import io.riffle.app.demo.train.TrainCommand;
import io.riffle.app.demo.train.TrainReviewsCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** The command line: {@code riffle <noun> <verb>}. A new command is one more line in {@link #commandLine}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter error = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(System.getenv(), out, error, arguments));
    }

    /** Runs one command to its end and returns the exit code of the process. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter error, String... arguments) {
        int code = commandLine(environment).setOut(out).setErr(error).execute(arguments);
        out.flush();
        error.flush();
        return code;
    }

    private static CommandLine commandLine(Map<String, String> environment) {
        RiffleCommand riffle = new RiffleCommand(environment);
        CommandLine config = new CommandLine(new GroupCommand())
                .addSubcommand("print", new ConfigPrintCommand(environment))
                .addSubcommand("check", new ConfigCheckCommand(environment))
                .addSubcommand("reference", new ConfigReferenceCommand());
        config.getCommandSpec().usageMessage().description("Show, check and explain the configuration.");
        CommandLine topics =
                new CommandLine(new GroupCommand()).addSubcommand("create", new TopicsCreateCommand(environment));
        topics.getCommandSpec().usageMessage().description("Manage the topics of a pipeline.");
        CommandLine features = new CommandLine(new GroupCommand())
                .addSubcommand("list", new FeaturesListCommand(environment))
                .addSubcommand("get", new FeaturesGetCommand(environment))
                .addSubcommand("stats", new FeaturesStatsCommand(environment))
                .addSubcommand("fit", new FeaturesFitCommand(environment))
                .addSubcommand("load", new FeaturesLoadCommand(environment));
        features.getCommandSpec().usageMessage().description("List, load and look at features.");
        CommandLine models = new CommandLine(new GroupCommand())
                .addSubcommand("list", new ModelsListCommand(environment))
                .addSubcommand("show", new ModelsShowCommand(environment))
                .addSubcommand("compare", new ModelsCompareCommand(environment))
                .addSubcommand("register", new ModelsRegisterCommand(environment))
                .addSubcommand("alias", new ModelsAliasCommand(environment))
                .addSubcommand("archive", new ModelsArchiveCommand(environment))
                .addSubcommand("delete", new ModelsDeleteCommand(environment))
                .addSubcommand("sign", new ModelsSignCommand(environment))
                .addSubcommand("encrypt", new ModelsEncryptCommand(environment))
                .addSubcommand("deploy", new ModelsDeployCommand(environment))
                .addSubcommand("rollback", new ModelsRollbackCommand(environment));
        models.getCommandSpec().usageMessage().description("Model versions: what there is and what scores.");
        CommandLine drift = new CommandLine(new GroupCommand())
                .addSubcommand("report", new DriftReportCommand(environment))
                .addSubcommand("reference", new DriftReferenceCommand(environment));
        drift.getCommandSpec().usageMessage().description("How what is scored differs from training.");
        CommandLine quality =
                new CommandLine(new GroupCommand()).addSubcommand("report", new QualityReportCommand(environment));
        quality.getCommandSpec().usageMessage().description("What the data is like.");
        CommandLine alerts = new CommandLine(new GroupCommand())
                .addSubcommand("list", new AlertsListCommand(environment))
                .addSubcommand("tail", new AlertsTailCommand(environment))
                .addSubcommand(
                        "mute", described(AlertsMuteCommand.mute(environment), "Tell nothing of a rule for a while."))
                .addSubcommand("unmute", described(AlertsMuteCommand.unmute(environment), "End a mute early."));
        alerts.getCommandSpec().usageMessage().description("Alerts that last: raised once, resolved.");
        CommandLine demo = new CommandLine(new DemoCommand(environment))
                .addSubcommand("train", new TrainCommand(environment))
                .addSubcommand("train-reviews", new TrainReviewsCommand(environment))
                .addSubcommand("servers", new DemoServersCommand())
                .addSubcommand("payments", new PaymentsCommand())
                .addSubcommand("digits", new DigitsCommand())
                .addSubcommand("example", new DemoExampleCommand(environment));
        CommandLine experiments = new CommandLine(new GroupCommand())
                .addSubcommand("list", new ExperimentsListCommand(environment))
                .addSubcommand("show", new ExperimentsShowCommand(environment));
        experiments.getCommandSpec().usageMessage().description("Look at experiments.");
        return new CommandLine(riffle)
                .addSubcommand("demo", demo)
                .addSubcommand("run", new RunCommand(environment))
                .addSubcommand("score", new ScoreCommand(environment))
                .addSubcommand("explain", new ExplainCommand(environment))
                .addSubcommand("reset", new ResetCommand(environment))
                .addSubcommand("backtest", new BacktestCommand(environment))
                .addSubcommand("replay", new ReplayCommand(environment))
                .addSubcommand("health", new HealthCommand(environment))
                .addSubcommand("topology", new TopologyCommand(environment))
                .addSubcommand("config", config)
                .addSubcommand("topics", topics)
                .addSubcommand("experiments", experiments)
                .addSubcommand("models", models)
                .addSubcommand("dlq", deadLetters(environment))
                .addSubcommand("drift", drift)
                .addSubcommand("quality", quality)
                .addSubcommand("alerts", alerts)
                .addSubcommand("features", features)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new UserErrors(riffle::verbose));
    }

    private static CommandLine described(Object command, String description) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    private static CommandLine deadLetters(Map<String, String> environment) {
        CommandLine deadLetters = new CommandLine(new GroupCommand())
                .addSubcommand("list", new DlqListCommand(environment))
                .addSubcommand("show", new DlqShowCommand(environment))
                .addSubcommand("replay", new DlqReplayCommand(environment));
        deadLetters.getCommandSpec().usageMessage().description("Find dead letters and send them again.");
        return deadLetters;
    }
}
