package io.riffle.app.cli.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.riffle.app.Main;
import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.ManifestReader;
import io.riffle.model.folder.ReferenceProfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftReferenceCommandTest {
    private static final String PIPELINE = "../pipeline/src/test/resources/topology/drift.yaml";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @Test
    void reference_countsTheEventsOfAFile() throws Exception {
        StringBuilder events = new StringBuilder("{broken\n");
        for (int i = 0; i < 100; i++) {
            events.append("{\"event_id\":\"e")
                    .append(i)
                    .append("\",\"card_id\":\"c\",\"event_time\":")
                    .append(1_736_121_600_000L + i);
            events.append(",\"amount\":")
                    .append(i % 4)
                    .append(i % 10 == 0 ? "" : ",\"category\":\"x" + i % 2 + "\"")
                    .append("}\n");
        }
        Path file = Files.writeString(directory.resolve("events.jsonl"), events);

        assertThat(run("drift", "reference", "--config", PIPELINE, "--input", file.toString()))
                .isZero();

        JsonNode reference =
                new ObjectMapper(new YAMLFactory()).readTree(out.toString()).get("reference");
        assertThat(reference.get("rows").asInt()).isEqualTo(100);
        assertThat(reference.at("/numbers/amount/counts").toString()).isEqualTo("[0,25,0,25,0,25,0,25,0]");
        assertThat(reference.at("/numbers/amount/edges/0").asDouble()).isZero();
        assertThat(reference.at("/numbers/amount/edges/7").asDouble()).isEqualTo(Math.nextUp(3.0));
        assertThat(reference.at("/categories/category/missing").asInt()).isEqualTo(10);
        assertThat(reference.at("/categories/category/counts/x1").asInt()).isEqualTo(50);
        assertThat(error.toString())
                .contains("100 events counted, 1 refused")
                .contains("warning: the reference must span a day: spans 2025-01-06T00:00:00Z to");
        assertThat(profile().numbers().get("amount").counts()).hasSize(9);
    }

    /** What is printed must be readable as it is, with nothing that stands for nothing. */
    @Test
    void reference_hasNoEmptySections_andCountsWhatItLeavesOut() throws Exception {
        Path few = Files.writeString(
                directory.resolve("few.jsonl"),
                "{\"event_id\":\"e\",\"card_id\":\"c\",\"event_time\":1736121600000,\"amount\":2}\n");
        assertThat(run("drift", "reference", "--config", PIPELINE, "--input", few.toString()))
                .isZero();
        assertThat(out.toString()).contains("amount:").doesNotContain("categories:");
        assertThat(profile().rows()).isEqualTo(1);

        out.getBuffer().setLength(0);
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            events.append("{\"event_id\":\"e")
                    .append(i)
                    .append("\",\"card_id\":\"c\",\"event_time\":1736121600000,\"amount\":2,\"category\":\"x")
                    .append(i % 2 == 0 ? i : i % 100)
                    .append("\"}\n");
        }
        Path many = Files.writeString(directory.resolve("many.jsonl"), events);
        assertThat(run("drift", "reference", "--config", PIPELINE, "--input", many.toString()))
                .isZero();
        CategoryCounts categories = profile().categories().get("category");
        assertThat(categories.counts()).hasSize(50).containsEntry("x1", 30L);
        assertThat(categories.others()).isEqualTo(1_500);
    }

    private ReferenceProfile profile() throws Exception {
        return new ManifestReader(Path.of("printed"))
                .readReference(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void command_saysWhatIsWrong_whenThereIsNothingToLearnFrom() throws Exception {
        Path file = Files.writeString(directory.resolve("empty.jsonl"), "{}\n");
        assertThat(run("drift", "reference", "--config", PIPELINE, "--input", file.toString()))
                .isEqualTo(1);
        assertThat(run("drift", "reference", "--config", PIPELINE, "--input", "absent.jsonl"))
                .isEqualTo(1);
        assertThat(error.toString())
                .contains("it would score none")
                .contains("--input must be a file: there is no absent.jsonl");
    }

    private int run(String... arguments) {
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error, true), arguments);
    }
}
