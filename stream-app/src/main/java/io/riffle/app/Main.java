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
import io.riffle.app.cli.events.EventsCommands;
import io.riffle.app.cli.experiments.ExperimentsCommands;
import io.riffle.app.cli.features.FeaturesCommands;
import io.riffle.app.cli.init.InitCommand;
import io.riffle.app.cli.learning.LearningCommands;
import io.riffle.app.cli.models.ModelsCommands;
import io.riffle.app.cli.quality.QualityCommands;
import io.riffle.app.cli.schemas.SchemasCommands;
import io.riffle.app.cli.topics.TopicsCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The command line: {@code riffle <noun> <verb>}. A new noun is one more line in {@link #nouns}; one
 * of another module is a {@link CommandGroup} that it provides.
 */
public final class Main {
    private Main() {}

    /** A word of the command line, and what makes its command. */
    private record Noun(String name, Supplier<Object> command) {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter error = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(System.getenv(), out, error, arguments));
    }

    /** Runs one command to its end and returns the exit code of the process. */
    public static int run(Map<String, String> environment, PrintWriter out, PrintWriter error, String... arguments) {
        RiffleCommand riffle = new RiffleCommand(environment);
        CommandLine line = new CommandLine(riffle);
        called(nouns(), arguments)
                .forEach(noun -> line.addSubcommand(noun.name(), noun.command().get()));
        int code = line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new UserErrors(riffle::verbose))
                .setOut(out)
                .setErr(error)
                .execute(arguments);
        out.flush();
        error.flush();
        return code;
    }

    private static List<Noun> nouns() {
        List<Noun> nouns = new ArrayList<>();
        // The first is enough, and found without a look into each library.
        ServiceLoader.load(CommandGroup.class)
                .findFirst()
                .ifPresent(group -> nouns.add(new Noun(group.name(), group::commands)));
        nouns.add(new Noun("init", InitCommand::new));
        nouns.add(new Noun("run", RunCommand::new));
        nouns.add(new Noun("score", ScoreCommand::new));
        nouns.add(new Noun("explain", ExplainCommand::new));
        nouns.add(new Noun("reset", ResetCommand::new));
        nouns.add(new Noun("backtest", BacktestCommand::new));
        nouns.add(new Noun("replay", ReplayCommand::new));
        nouns.add(new Noun("health", HealthCommand::new));
        nouns.add(new Noun("topology", TopologyCommand::new));
        nouns.add(new Noun("config", ConfigCommands::all));
        nouns.add(new Noun("topics", TopicsCommands::all));
        nouns.add(new Noun("schemas", SchemasCommands::all));
        nouns.add(new Noun("events", EventsCommands::all));
        nouns.add(new Noun("experiments", ExperimentsCommands::all));
        nouns.add(new Noun("models", ModelsCommands::all));
        nouns.add(new Noun("dlq", DlqCommands::all));
        nouns.add(new Noun("drift", DriftCommands::all));
        nouns.add(new Noun("quality", QualityCommands::all));
        nouns.add(new Noun("alerts", AlertsCommands::all));
        nouns.add(new Noun("features", FeaturesCommands::all));
        nouns.add(new Noun("learning", LearningCommands::all));
        return nouns;
    }

    /** The noun that is called; all, for help and for suggestions, if none is. Building one takes some ten milliseconds. */
    private static List<Noun> called(List<Noun> nouns, String[] arguments) {
        Optional<String> word = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst();
        return nouns.stream()
                .filter(noun -> word.filter(noun.name()::equals).isPresent())
                .findFirst()
                .map(List::of)
                .orElse(nouns);
    }
}
