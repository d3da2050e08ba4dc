package io.riffle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that users bring, from the reference data, through {@code riffle score}: what must come out is written beside them. */
class PublicEventCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES = Path.of(System.getProperty("riffle.reference-data", "../../shared/data"))
            .resolve("public-cases/events");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    /** Each case, and the settings that declare what it needs: in place of the file's, and more of {@code event}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "numeric-id-1 | - | - | -",
                "numeric-id-2 | - | - | -",
                "time-form-1 | unit: iso | unit: iso, zone: UTC | -",
                "time-form-2 | unit: iso | unit: iso, zone: UTC | -",
                "time-form-3 | - | - | -",
                "time-form-7 | - | - | -",
                "time-form-8 | unit: ms | unit: ns | -",
                "no-id-1 | 'id: id\n  entity: customer' | 'id: {from: position}\n  entity: {from: key}' | -",
                "lenient-value-1 | - | - | coerce: [text-numbers]",
                "lenient-value-2 | - | - | coerce: [text-booleans]",
                "lenient-value-3 | - | - | coerce: [numeric-categories]",
                "nested-1 | - | - | -",
                "nan-1 | - | - | missing: [NaN]",
                "nan-4 | - | - | -"
            })
    void score_answersAsItShould(String name, String instead, String settings, String more) throws IOException {
        JsonNode given = given(name);
        score(given, instead, settings, more);
        List<String> predictions = Files.readAllLines(folder.resolve("scored.jsonl"));
        assertThat(predictions).as(error + " " + out).hasSize(1);
        JsonNode prediction = JSON.readTree(predictions.get(0));
        JsonNode parameters = prediction.path("parameters");
        JsonNode want = given.path("want");
        if (want.has("score")) {
            assertThat(parameters.path("score").asDouble())
                    .isCloseTo(want.path("score").asDouble(), within(1e-7));
        }
        if (want.has("entity")) {
            assertThat(parameters.path("entity").asText())
                    .isEqualTo(want.path("entity").asText());
        }
        if (want.has("event_time_ms")) {
            assertThat(parameters.path("event_time_ms").asLong())
                    .isEqualTo(want.path("event_time_ms").asLong());
        }
        if (want.has("id")) {
            assertThat(want.path("id").asText())
                    .startsWith(prediction.path("id").asText());
        }
        want.path("features").fields().forEachRemaining(feature -> {
            JsonNode found = parameters.path("features").path(feature.getKey());
            assertThat(found.isMissingNode() ? "null" : found.toString())
                    .as(feature.getKey())
                    .isEqualTo(feature.getValue().toString());
        });
    }

    @Test
    void score_refusesSecondsWhereMillisecondsAreDeclared_withTheUnit() throws IOException {
        score(given("time-unit-mistaken-1"), null, null, null);
        assertThat(Files.readString(folder.resolve("scored.jsonl.dlq"))).contains("declare `unit: s`");
        assertThat(error.toString()).contains("declare `unit: s`");
    }

    private static JsonNode given(String name) throws IOException {
        assumeTrue(Files.exists(CASES), "needs " + CASES);
        for (String line : Files.readAllLines(CASES.resolve("cases.jsonl"))) {
            JsonNode given = JSON.readTree(line);
            if (given.path("case").asText().equals(name)) {
                return given;
            }
        }
        throw new IllegalArgumentException("there must be a case " + name);
    }

    private void score(JsonNode given, String instead, String settings, String more) throws IOException {
        String yaml = Files.readString(CASES.resolve(given.path("pipeline").asText()));
        if (instead != null) {
            assertThat(yaml).contains(instead);
            yaml = yaml.replace(instead, settings);
        }
        if (more != null) {
            yaml = yaml.replace("  fields:\n", "  " + more + "\n  fields:\n");
        }
        Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), yaml);
        Path input = Files.writeString(
                folder.resolve("input.jsonl"), given.path("line").asText() + "\n");
        String[] arguments = {
            "score",
            "--config",
            pipeline.toString(),
            "--set",
            "models.directory=../config/models/quickstart",
            "--input",
            input.toString(),
            "--output",
            folder.resolve("scored.jsonl").toString()
        };
        Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments);
    }
}
