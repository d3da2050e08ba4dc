package io.riffle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.app.Main;
import io.riffle.scoring.ReferenceModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has scored nothing is no success, and says what was wrong with the lines. */
class ScoreCommandTest {
    private static final String NO_FIELDS = """
            {"event_id":"a","entity_id":"h","event_time_ms":1736121600020,"features":{}}""";
    private static final String NO_JSON = "duration,protocol_type";

    @TempDir
    private static Path models;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();
    private Path input = Path.of("");

    @BeforeAll
    static void write() {
        ReferenceModels.write(models, "intrusion_v1");
    }

    @BeforeEach
    void name() {
        input = folder.resolve("connections.jsonl");
    }

    @Test
    void score_endsWithOne_whereNothingWasScored() throws IOException {
        Files.write(input, List.of(NO_FIELDS, NO_JSON, NO_FIELDS));

        assertThat(score()).isEqualTo(1);
        assertThat(out.toString()).contains("lines: 3", "predictions: 0", "dead letters: 3");
        assertThat(error.toString())
                .contains("nothing was scored", "connections.jsonl", "missing_field 2, malformed 1")
                .contains("line 1", "features.duration", "scored.jsonl.dlq")
                .doesNotContain("Exception");
    }

    @Test
    void score_endsWithOne_whereThereIsNoLine() throws IOException {
        Files.write(input, List.of("", ""));

        assertThat(score()).isEqualTo(1);
        assertThat(error.toString()).contains("nothing was scored", "connections.jsonl", "no event");
    }

    @Test
    void score_endsWithZero_whereOneLineOfMany_wasScored() throws IOException {
        Files.write(input, List.of(NO_JSON, event(), NO_FIELDS));

        assertThat(score()).as(error.toString()).isZero();
        assertThat(out.toString()).contains("predictions: 1", "dead letters: 2");
    }

    /** What an earlier run has scored counts: only the rest of the file is bad. */
    @Test
    void score_endsWithZero_whereTheEarlierRunHasScored() throws IOException {
        Files.write(input, List.of(event(), NO_JSON));
        Path output = folder.resolve("scored.jsonl");
        Files.writeString(output, "{}\n");
        Files.writeString(folder.resolve("scored.jsonl.progress"), """
                {"input": %d, "lines": 1, "predictions": 3, "dead_letters": 0}""".formatted(Files.size(input)));

        assertThat(score()).as(error.toString()).isZero();
        assertThat(out.toString()).contains("skipped: 1", "predictions: 0", "dead letters: 1");
    }

    @Test
    void backtest_saysWhyNothingWasCompared() throws IOException {
        Files.write(input, List.of(NO_FIELDS, NO_JSON, NO_FIELDS));

        assertThat(run("backtest", "--model", "1", "--against", "1")).isEqualTo(1);
        assertThat(out.toString()).contains("none of 3", "missing_field 2, malformed 1", "line 1", "features.duration");
    }

    private static String event() throws IOException {
        try (Stream<String> lines = Files.lines(ReferenceModels.file("events/intrusion/sample.events.jsonl"))) {
            return lines.findFirst().orElseThrow();
        }
    }

    private int score() {
        return run("score", "--output", folder.resolve("scored.jsonl").toString());
    }

    private int run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--config",
                "../config/intrusion.yaml",
                "--set",
                "models.directory=" + models,
                "--input",
                input.toString()));
        arguments.addAll(List.of(more));
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
    }
}
