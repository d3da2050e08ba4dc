package io.riffle.demo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.cli.CommandContext;
import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.RiffleCommand;
import io.riffle.app.cli.ScoreCommand;
import io.riffle.app.cli.UserErrors;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.demo.digits.DigitEvents;
import io.riffle.demo.train.ReviewEvents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores events of an example with its model, and shows what it got right. */
@Command(
        description = {
            "Score made-up events of an example pipeline with its own model, without Kafka, and show the predictions.",
            "The events are not those that the model was trained with."
        })
final class DemoExampleCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long UNSEEN = 4711;

    enum Example {
        REVIEWS,
        DIGITS
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            paramLabel = "reviews|digits",
            description = "config/reviews.yaml (texts: praise or blame) or config/digits.yaml (images).")
    private Example example = Example.REVIEWS;

    @Option(
            names = "--events",
            defaultValue = "20",
            paramLabel = "N",
            description = "How many events to score (default: ${DEFAULT-VALUE}).")
    private int events = 20;

    @Mixin
    private CommandContext context = new CommandContext();

    /** One line of the table. */
    private record Answer(String event, String predicted, double score, String truth) {
        boolean isRight() {
            return predicted.equals(truth);
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("event", event);
            json.put("predicted", predicted);
            json.put("score", score);
            json.put("truth", truth);
            return json;
        }
    }

    @Override
    public Integer call() throws IOException, UserProblem {
        Path folder = Files.createTempDirectory("riffle-example");
        Path input = folder.resolve("events.jsonl");
        Path scored = folder.resolve("predictions.jsonl");
        try {
            Files.write(
                    input,
                    example == Example.DIGITS ? DigitEvents.lines(events, UNSEEN) : ReviewEvents.lines(events, UNSEEN));
            score(input, scored);
            List<Answer> answers = new ArrayList<>();
            for (String line : Files.readAllLines(scored)) {
                answers.add(answer(JSON.readTree(line)));
            }
            print(answers);
            return (answers.size() == events ? ExitCode.OK : ExitCode.FAILED).value();
        } finally {
            delete(folder);
        }
    }

    private void score(Path input, Path scored) throws UserProblem {
        Path config = Path.of(
                System.getProperty("riffle.home", "."), "config", example.name().toLowerCase(Locale.ROOT) + ".yaml");
        CommandLine riffle = new CommandLine(new RiffleCommand(context.environment()))
                .addSubcommand("score", new ScoreCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new UserErrors(() -> false))
                .setOut(new PrintWriter(Writer.nullWriter()))
                .setErr(context.err());
        int code = riffle.execute(
                "score", "--config", config.toString(), "--input", input.toString(), "--output", scored.toString());
        if (code != ExitCode.OK.value()) {
            throw new UserProblem(
                    "the example must be scored by `riffle score --config " + config + "`: it ended with " + code);
        }
    }

    /** The truth is the last word of the id. */
    private static Answer answer(JsonNode prediction) {
        String event = prediction.path("id").asText();
        JsonNode parameters = prediction.path("parameters");
        return new Answer(
                event,
                parameters.path("label").asText(),
                parameters.path("score").asDouble(),
                event.substring(event.lastIndexOf('-') + 1));
    }

    private void print(List<Answer> answers) {
        PrintWriter out = context.out();
        long right = answers.stream().filter(Answer::isRight).count();
        if (output.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("right", right);
            json.put("predictions", answers.stream().map(Answer::json).toList());
            output.printJson(json);
            return;
        }
        List<List<String>> rows = new ArrayList<>(List.of(List.of("EVENT", "PREDICTED", "SCORE", "RIGHT")));
        for (Answer answer : answers) {
            rows.add(List.of(
                    answer.event(),
                    answer.predicted(),
                    String.format(Locale.ROOT, "%.4f", answer.score()),
                    answer.isRight() ? "yes" : "no"));
        }
        output.printTable(rows);
        out.println(right + " of " + answers.size() + " are right");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
