package io.riffle.app.cli.init;

import io.riffle.app.check.EventCheck;
import io.riffle.app.cli.CommandContext;
import io.riffle.app.cli.RunCommand;
import io.riffle.app.cli.topics.TopicsCommands;
import io.riffle.app.init.EventProposal;
import io.riffle.app.init.EventSamples;
import io.riffle.app.init.EventSurvey;
import io.riffle.app.init.PipelineText;
import io.riffle.app.init.ProjectFolder;
import io.riffle.app.init.ProposedModel;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proposes a pipeline. */
@Command(
        description = {
            "Propose a pipeline from events and a model, with a comment at each guess: where id, entity, time and the",
            "model's features are, their types, ranges and categories. Writes a new folder with pipeline.yaml and the",
            "model, says what is left to decide, and overwrites nothing."
        })
public final class InitCommand implements Callable<Integer> {
    @Mixin
    private CommandContext context = new CommandContext();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic of the events.")
    private @Nullable String topic;

    @Option(names = "--input", paramLabel = "FILE", description = "Or a file of events, one a line.")
    private @Nullable Path input;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The broker of the topic (default: ${DEFAULT-VALUE}).")
    private String bootstrap = "localhost:9092";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE|FOLDER",
            description = "An ONNX file, XGBoost's .json or .ubj, LightGBM's .txt; or a folder with a model.yaml.")
    private Path model = Path.of("");

    @Option(
            names = "--entity",
            paramLabel = "PATH",
            description = "What events are about, such as card.id (default: the key, or what is called like it).")
    private @Nullable String entity;

    @Option(names = "--name", description = "The pipeline's name (default: that of the topic or file).")
    private @Nullable String name;

    @Option(names = "--directory", paramLabel = "FOLDER", description = "The folder to write (default: the name).")
    private @Nullable Path directory;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "Events to look at, of each partition (default: ${DEFAULT-VALUE}).")
    private int last = 1_000;

    @Option(names = "--start", description = "Then create the topics that are missing, and run.")
    private boolean start;

    @Override
    public Integer call() throws UserProblem {
        if ((topic == null) == (input == null)) {
            throw context.wrong("either --topic or --input is needed");
        }
        if (last < 1) {
            throw context.wrong("--last must be at least 1: was " + last);
        }
        if (start && topic == null) {
            throw context.wrong("--start needs --topic");
        }
        try {
            return start(propose());
        } catch (IOException | ModelRefusedException | IllegalArgumentException failed) {
            throw new UserProblem(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** Writes the folder; the pipeline's file. */
    private Path propose() throws IOException, UserProblem, ModelRefusedException {
        String called = name == null ? usualName() : name;
        ProjectFolder folder = new ProjectFolder(directory == null ? Path.of(called) : directory);
        ProposedModel proposed = ProposedModel.read(model, called);
        EventSamples samples = input == null
                ? EventSamples.ofTopic(bootstrap, String.valueOf(topic), last)
                : EventSamples.ofFile(input, last);
        EventSurvey survey = EventSurvey.of(samples.source(), samples.events());
        EventProposal events = EventProposal.of(survey, Optional.ofNullable(entity), proposed.inputs());
        PipelineText.Naming naming = new PipelineText.Naming(
                called,
                bootstrap,
                Optional.ofNullable(topic).map(each -> new PipelineText.Topic(each, samples.partitions())),
                ProjectFolder.MODELS,
                proposed.version());
        List<String> toDecide = new ArrayList<>();
        Path written = folder.write(
                new PipelineText(events, naming).yaml(), proposed, file -> toDecide.addAll(check(file, samples)));
        events.missing().forEach((each, why) -> toDecide.add("feature " + each + " of the model: " + why));
        toDecide.addAll(proposed.toDecide());
        print(written, toDecide);
        return written;
    }

    private String usualName() {
        String source =
                topic == null ? String.valueOf(Path.of(String.valueOf(input)).getFileName()) : topic;
        String plain = source.replaceFirst("\\.jsonl?(\\.gz)?$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
        return plain.replaceFirst("^[^A-Za-z0-9]+", "");
    }

    /** What is written must load, and take the very events that it was made from. */
    private List<String> check(Path file, EventSamples samples) throws UserProblem {
        Map<String, String> alone = input == null ? Map.of() : Map.of("event.partitioned-by-entity", "false");
        Pipeline pipeline =
                new ConfigLoader(context.environment(), alone).load(file).value();
        EventCheck check = new EventCheck(pipeline);
        samples.rows().forEach(check::add);
        return check.refusals().stream()
                .map(each -> each.count() + " of " + check.events() + " events would be refused: "
                        + each.why().message())
                .toList();
    }

    private void print(Path written, List<String> toDecide) {
        context.out().println("wrote " + written + " and its model");
        if (!toDecide.isEmpty()) {
            context.out().println("left to decide:");
            toDecide.forEach(each -> context.out().println("  - " + each));
        }
        if (!start) {
            context.out().println("next: riffle run --config " + written);
        }
    }

    private int start(Path pipeline) {
        if (!start) {
            return ExitCode.OK.value();
        }
        String file = pipeline.toString();
        int created = context.runNext("topics", TopicsCommands.all(), "create", "--config", file);
        return created == ExitCode.OK.value() ? context.runNext("run", new RunCommand(), "--config", file) : created;
    }
}
