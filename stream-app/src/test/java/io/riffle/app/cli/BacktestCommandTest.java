package io.riffle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.scoring.ReferenceModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recorded connections scored by models of others, compared by the command. What must come out follows from the expected
 * scores of the data, which scikit-learn computed.
 */
class BacktestCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 5_000;

    @TempDir
    private static Path folder;

    private static Path events;
    private static Path labels;
    private static Map<String, Double> better;
    private static Map<String, Double> spoilt;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @BeforeAll
    static void write() throws IOException {
        for (String model : List.of("intrusion_v1", "intrusion_v2", "intrusion_v3_degraded")) {
            ReferenceModels.write(folder.resolve("models"), model);
        }
        better = expected("intrusion_v2");
        spoilt = expected("intrusion_v3_degraded");
        events = folder.resolve("events.jsonl");
        Files.write(
                events,
                lines("events/intrusion/scored.events.jsonl.gz").stream()
                        .filter(line -> better.containsKey(id(line)))
                        .toList());
        labels = folder.resolve("labels.jsonl");
        Files.write(labels, lines("events/intrusion/scored.labels.jsonl.gz"));
    }

    @Test
    void backtest_findsTheDifferencesThatTheReferenceHas() throws Exception {
        JsonNode result = json(0, "--model", "3", "--against", "2", "--labels", labels.toString());

        assertThat(result.path("events").asInt()).isEqualTo(EVENTS);
        assertThat(result.path("compared").asInt()).isEqualTo(EVENTS);
        assertThat(result.path("labelled").asInt()).isEqualTo(EVENTS);
        assertThat(result.path("flips").asLong()).isEqualTo(expectedFlips());
        assertThat(result.path("flip_rate").asDouble()).isEqualTo((double) expectedFlips() / EVENTS);
        assertThat(result.at("/score_difference/max").asDouble()).isCloseTo(expectedLargest(), within(3e-4));
        assertThat(result.at("/candidate/auc").asDouble())
                .isLessThan(result.at("/baseline/auc").asDouble() - 0.1);
        assertThat(result.at("/baseline/accuracy").asDouble()).isBetween(0.7, 0.9);
        assertThat(result.at("/candidate/bytes").asLong())
                .isPositive()
                .isNotEqualTo(result.at("/baseline/bytes").asLong());
        assertThat(result.path("worst")).hasSize(20);
        assertThat(result.path("passed").asBoolean()).isTrue();
    }

    @Test
    void backtest_endsWithOne_whereALimitIsExceeded() throws Exception {
        JsonNode result = json(
                1,
                "--model",
                "3",
                "--against",
                "2",
                "--labels",
                labels.toString(),
                "--max-flip-rate",
                "0.01",
                "--max-loss",
                "0.05");
        assertThat(result.path("failures")).hasSize(2);
        assertThat(json(0, "--model", "2", "--against", "3", "--labels", labels.toString(), "--max-loss", "0.05")
                        .path("passed")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void version_differsInNothingFromItself() throws Exception {
        JsonNode result = json(0, "--model", "1", "--against", "1", "--max-difference", "0", "--max-flip-rate", "0");
        assertThat(result.path("compared").asInt()).isEqualTo(EVENTS);
        assertThat(result.at("/score_difference/max").asDouble(-1)).isZero();
    }

    @Test
    void files_holdEveryDifference_andThePage() throws Exception {
        Path each = folder.resolve("differences.jsonl");
        Path page = folder.resolve("report.html");
        String text = run(
                1,
                "--model",
                "3",
                "--against",
                "2",
                "--differences",
                each.toString(),
                "--report",
                page.toString(),
                "--max-difference",
                "0.1");

        assertThat(text)
                .contains(
                        "CANDIDATE 3",
                        "BASELINE 2",
                        "model file, bytes",
                        "FAILED: score difference must be at most 0.1");
        List<String> differences = Files.readAllLines(each);
        assertThat(differences).hasSize(EVENTS);
        JsonNode first = JSON.readTree(differences.get(0));
        assertThat(first.path("candidate").asDouble())
                .isCloseTo(spoilt.get(first.path("eventId").asText()), within(1.5e-4));
        assertThat(first.path("baseline").asDouble())
                .isCloseTo(better.get(first.path("eventId").asText()), within(1.5e-4));
        assertThat(Files.readString(page))
                .contains("<h1>Version 3 against 2</h1>", "class=\"failed\"")
                .doesNotContain("<script");
    }

    @Test
    void mistakes_areSaidInAWord() {
        run(1, "--model", "9", "--against", "2");
        assertThat(error.toString()).contains("9").doesNotContain("Exception");
    }

    private static String id(String event) {
        String start = "{\"event_id\":\"";
        return event.substring(start.length(), event.indexOf('"', start.length()));
    }

    private static long expectedFlips() {
        return better.keySet().stream()
                .filter(id -> better.get(id) >= 0.5 != spoilt.get(id) >= 0.5)
                .count();
    }

    private static double expectedLargest() {
        return better.keySet().stream()
                .mapToDouble(id -> Math.abs(better.get(id) - spoilt.get(id)))
                .max()
                .orElseThrow();
    }

    private JsonNode json(int code, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("-o", "json"));
        return JSON.readTree(run(code, arguments.toArray(String[]::new)));
    }

    private String run(int expectedCode, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "backtest",
                "--config",
                "../config/intrusion.yaml",
                "--input",
                events.toString(),
                "--set",
                "models.directory=" + folder.resolve("models")));
        arguments.addAll(List.of(more));
        out.getBuffer().setLength(0);
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
        assertThat(code).as(out + error.toString()).isEqualTo(expectedCode);
        return out.toString();
    }

    private static Map<String, Double> expected(String model) throws IOException {
        Map<String, Double> scores = new HashMap<>();
        for (String line : lines("models/intrusion/expected/" + model + ".jsonl.gz")) {
            JsonNode row = JSON.readTree(line);
            scores.put(
                    row.path("event_id").asText(),
                    row.path("probabilities").get(1).asDouble());
        }
        return scores;
    }

    private static List<String> lines(String file) throws IOException {
        Path path = ReferenceModels.file(file);
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
