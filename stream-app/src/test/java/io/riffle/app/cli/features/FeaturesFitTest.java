package io.riffle.app.cli.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.LineReader;
import io.riffle.feature.TensorSpec;
import io.riffle.model.folder.ManifestReader;
import io.riffle.scoring.ReferenceModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesFitTest {
    private static final String PIPELINE = """
            pipeline: p
            kafka: {bootstrap-servers: "localhost:9092"}
            event:
              id: id
              entity: card
              partitioned-by-entity: true
              fields:
                amount: {type: number}
                city: {type: category}
            derived: {twice: amount * 2}
            models: {directory: models}
            """;
    private static final String EVENTS = """
            {"id": "1", "card": "a", "amount": 1, "city": "Rome"}
            {"id": "2", "card": "a", "amount": 3, "city": "Bonn"}
            {"id": "3", "card": "a", "amount": "x", "city": "Oslo"}
            {"id": "4", "card": "a", "city": "Bonn"}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @Test
    void fit_printsInputsAndTellsWhatItRefused_whenStepsAreUsual() throws IOException {
        assertThat(fit("--input", file("events.jsonl", EVENTS))).isZero();
        assertThat(out.toString()).isEqualTo("""
                        inputs:
                          features:
                            type: float32
                            columns:
                              - {amount: [{"impute":{"value":2.0}},{"standard-scale":{"mean":2.0,"scale":0.816496580927726}}]}
                              - {city: [{"one-hot":{"categories":["Bonn","Rome"]}}]}
                              - {twice: [{"impute":{"value":4.0}},{"standard-scale":{"mean":4.0,"scale":1.632993161855452}}]}
                        """);
        assertThat(error.toString())
                .contains("events.jsonl:3 amount must be a number")
                .contains("learned from 3 events, 1 were refused");
    }

    @Test
    void fit_learnsWhatIsDeclared_andSaysWhatTeachesNothing() throws IOException {
        String declared = file(
                "inputs.yaml",
                "inputs: {x: {type: float64, columns: [{amount: [{impute: {value: 0}}, max-abs]}, {city: [ordinal]}]}}");
        assertThat(fit("--input", file("events.jsonl", EVENTS), "--inputs", declared))
                .isZero();
        assertThat(out.toString()).contains("{amount: [{\"impute\":{\"value\":0}},{\"max-abs\":{\"max\":3.0}}]}");

        assertThat(fit("--input", file("none.jsonl", ""), "--inputs", declared)).isEqualTo(1);
        assertThat(error.toString())
                .contains("at least one number must be recorded: found none")
                .contains("at least one text must be recorded: found none")
                .doesNotContain("Exception");
    }

    /** The vectorizer of the reference, from the 4,000 messages that it was fitted on, here in two parts. */
    @Test
    void fit_learnsTheVectorizerOfTheReference_whenMessagesComeInParts() throws Exception {
        Path all = ReferenceModels.file("events/sms/train.events.jsonl.gz");
        List<byte[]> lines = new ArrayList<>();
        try (LineReader read = new LineReader(all, DumpFormat.EVENTS, 1 << 20)) {
            read.read(10_000).forEach(line -> lines.add(line.event()));
        }
        assertThat(lines).hasSize(4_000);
        String left = part("left.jsonl", lines.subList(0, 1_234));
        String right = part("right.jsonl", lines.subList(1_234, 4_000));
        String declared = file(
                "inputs.yaml",
                "inputs: {tfidf: {type: float32, columns: [{text: [{tfidf: {token-pattern: \"[a-zA-Z0-9_]{2,}\"}}]}]}}");
        Path sms = Path.of("..", "pipeline", "src", "test", "resources", "config", "sms.yaml");

        assertThat(run(sms, "--input", left, "--input", right, "--inputs", declared))
                .isZero();
        String merged = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run(sms, "--input", all.toString(), "--inputs", declared)).isZero();

        assertThat(merged).isEqualTo(out.toString());
        TensorSpec learned = new ManifestReader(Path.of("model.yaml"))
                .readInputs(merged.getBytes(StandardCharsets.UTF_8))
                .get(0);
        Map<String, Object> tfidf = learned.columns().get(0).steps().get(0).parameters();
        List<?> terms = (List<?>) tfidf.get("terms");
        List<?> idf = (List<?>) tfidf.get("idf");
        JsonNode reference = new ObjectMapper()
                .readTree(ReferenceModels.file("models/sms/sms_tfidf_lr_vectorizer.json")
                        .toFile());
        int compared = 0;
        for (int i = 0; i < reference.get("terms").size(); i++) {
            int at = terms.indexOf(reference.get("terms").get(i).asText());
            assertThat((Double) idf.get(at))
                    .isCloseTo(reference.get("idf").get(i).asDouble(), within(1e-9));
            compared++;
        }
        assertThat(compared).isEqualTo(1_500);
    }

    private String part(String name, List<byte[]> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            bytes.write(line);
            bytes.write('\n');
        }
        return Files.write(folder.resolve(name), bytes.toByteArray()).toString();
    }

    private int fit(String... more) throws IOException {
        return run(Path.of(file("pipeline.yaml", PIPELINE)), more);
    }

    private int run(Path pipeline, String... more) {
        List<String> arguments = new ArrayList<>(List.of("features", "fit", "--config", pipeline.toString()));
        arguments.addAll(List.of(more));
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
