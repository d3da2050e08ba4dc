package io.riffle.app.cli.learning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @Test
    void evaluate_tellsWhatWasReachedBesideTheBaselines_ofAPlainFile() throws IOException {
        JsonNode result = json(
                "evaluate",
                "--input",
                data("events/electricity/events.jsonl.gz"),
                "--labels",
                data("events/electricity/labels.jsonl.gz"),
                "--delay",
                "48 rows");
        assertThat(result.path("labelled").asInt()).isEqualTo(45_312);
        assertThat(result.path("learned").asInt()).isEqualTo(45_312 - 48);
        assertThat(result.at("/measures/learner/accuracy").asDouble()).isGreaterThanOrEqualTo(0.785);
        assertThat(result.at("/measures/learner/log_loss").asDouble()).isLessThanOrEqualTo(0.478);
        assertThat(result.at("/measures/no_change/accuracy").asDouble()).isBetween(0.65, 0.66);
        assertThat(result.at("/measures/majority/accuracy").asDouble()).isBetween(0.57, 0.58);
        assertThat(result.at("/measures/champion").isMissingNode()).isTrue();
        assertThat(result.path("state").asText()).isEqualTo("learning");
    }

    @Test
    void evaluate_readsTablesAndSeveralClasses() throws IOException {
        Path events = folder.resolve("events.csv");
        Path labels = folder.resolve("labels.csv");
        Random random = new Random(1);
        List<String> rows = new ArrayList<>(List.of("event_id,entity_id,event_time_ms,size,colour"));
        List<String> truths = new ArrayList<>(List.of("event_id,label,label_time_ms"));
        for (int i = 0; i < 2_000; i++) {
            int kind = random.nextInt(3);
            String colour = List.of("red", "green", "blue").get(random.nextInt(5) == 0 ? random.nextInt(3) : kind);
            rows.add(i + ",e," + i * 1_000 + "," + (random.nextInt(20) == 0 ? "" : random.nextGaussian()) + ","
                    + colour);
            truths.add(i + ",kind " + kind + "," + (i * 1_000 + 10));
        }
        Files.write(events, rows);
        Files.write(labels, truths);
        JsonNode result =
                json("evaluate", "--input", events.toString(), "--labels", labels.toString(), "--truth", "multiclass");
        assertThat(result.path("labelled").asInt()).isEqualTo(2_000);
        assertThat(result.at("/measures/learner/accuracy").asDouble()).isBetween(0.8, 0.9);
        assertThat(result.at("/measures/learner/kappa").asDouble()).isGreaterThan(0.7);
        assertThat(result.at("/measures/no_change/accuracy").asDouble()).isBetween(0.3, 0.37);
    }

    @Test
    void evaluate_learnsNumbers() throws IOException {
        Path events = folder.resolve("sizes.jsonl");
        Path labels = folder.resolve("prices.jsonl");
        Random random = new Random(2);
        List<String> rows = new ArrayList<>();
        List<String> truths = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            double size = random.nextGaussian();
            rows.add("{\"event_id\":\"" + i + "\",\"event_time_ms\":" + i + ",\"features\":{\"size\":" + size + "}}");
            if (i % 3 > 0) {
                double price = 500 + 40 * size + 5 * random.nextGaussian();
                truths.add("{\"event_id\":\"" + i + "\",\"label\":" + price + ",\"label_time_ms\":" + (i + 20) + "}");
            }
        }
        Files.write(events, rows);
        Files.write(labels, truths);
        JsonNode result =
                json("evaluate", "--input", events.toString(), "--labels", labels.toString(), "--truth", "regression");
        assertThat(result.path("events").asInt()).isEqualTo(3_000);
        assertThat(result.path("labelled").asInt()).isEqualTo(2_000);
        // The first answers, before any label came, are wrong by 500 each.
        assertThat(result.at("/measures/learner/mae").asDouble()).isLessThan(15);
        assertThat(result.at("/measures/majority/mae").asDouble()).isBetween(32.0, 40.0);
        assertThat(result.at("/measures/learner/log_loss").isMissingNode()).isTrue();
    }

    /** The spoilt version is taught what the attacks of the day look like; the better one loses nothing. */
    @Test
    void evaluate_correctsTheChampionOfAPipeline() throws IOException {
        JsonNode spoilt = json(scored("evaluate", "--model", "3"));
        double champion = spoilt.at("/measures/champion/log_loss").asDouble();
        assertThat(spoilt.at("/measures/champion/accuracy").asDouble()).isBetween(0.6, 0.72);
        assertThat(spoilt.at("/measures/learner/log_loss").asDouble()).isLessThan(0.5 * champion);
        assertThat(spoilt.at("/measures/learner/accuracy").asDouble()).isGreaterThan(0.9);
        String table = run(0, scored("evaluate", "--model", "1"));
        assertThat(table).contains("learner  champion  no change  majority", "labelled: 22544", "state: learning");
    }

    @Test
    void export_writesAVersion_thatScoresAndIsTheSameEachTime() throws IOException {
        String text = run(0, scored("export", "--model", "1", "--as", "corrected"));
        assertThat(text).contains("examples: 22544", "log loss: ");
        Path made = folder.resolve("models").resolve("corrected");
        String manifest = Files.readString(made.resolve("model.yaml"));
        assertThat(manifest)
                .startsWith("# What 22544 examples taught about version 1, which is inside.\n")
                .contains("task: binary-classification", "metrics: {rows: 22544, accuracy: 0.83");
        byte[] first = Files.readAllBytes(made.resolve("model.onnx"));
        run(0, scored("export", "--model", "1", "--as", "again"));
        assertThat(Files.readAllBytes(folder.resolve("models/again/model.onnx")))
                .isEqualTo(first);
        JsonNode before = json(scored("evaluate", "--model", "1"));
        JsonNode next = json(scored("evaluate", "--model", "corrected"));
        assertThat(next.at("/measures/champion/accuracy").asDouble())
                .isGreaterThan(before.at("/measures/champion/accuracy").asDouble() + 0.05);
        run(1, scored("export", "--model", "1", "--as", "again"));
        assertThat(error.toString()).contains("the version must be new");
    }

    @Test
    void export_writesTheLearnerAlone() throws IOException {
        run(0, scored("export", "--model", "1", "--as", "alone", "--alone"));
        assertThat(Files.readString(folder.resolve("models/alone/model.yaml")))
                .startsWith("# What 22544 examples taught from nothing.\n");
        JsonNode next = json(scored("evaluate", "--model", "alone"));
        assertThat(next.at("/measures/champion/accuracy").asDouble()).isGreaterThan(0.9);
    }

    @Test
    void mistakes_areSaidInAWord() throws IOException {
        Path none = folder.resolve("none.jsonl");
        run(1, "evaluate", "--input", none.toString(), "--labels", none.toString());
        assertThat(error.toString()).contains("--labels must be a readable file");
        run(2, scored("evaluate", "--delay", "soon"));
        assertThat(error.toString()).contains("--delay: a delay must be like 48 rows, 30s or 1h: was 'soon'");
        run(2, "evaluate", "--input", none.toString(), "--labels", none.toString(), "--alone");
        assertThat(error.toString()).contains("--config is missing");
        run(2, scored("export", "--as", "a b"));
        assertThat(error.toString()).contains("--as must be up to 100 letters");
        Path broken = folder.resolve("broken.jsonl");
        Files.writeString(broken, "{\"event_id\": \"a\"}\n");
        run(1, "evaluate", "--input", broken.toString(), "--labels", broken.toString());
        assertThat(error.toString()).contains("line 1 must be a label").doesNotContain("Exception");
    }

    private static String data(String file) {
        return ReferenceModels.file(file).toString();
    }

    private String[] scored(String verb, String... more) {
        if (!Files.exists(folder.resolve("models"))) {
            ReferenceModels.write(folder.resolve("models"), "intrusion_v1");
            ReferenceModels.write(folder.resolve("models"), "intrusion_v3_degraded");
        }
        List<String> arguments = new ArrayList<>(List.of(
                verb,
                "--config",
                "../config/intrusion.yaml",
                "--set",
                "models.directory=" + folder.resolve("models"),
                "--input",
                data("events/intrusion/scored.events.jsonl.gz"),
                "--labels",
                data("events/intrusion/scored.labels.jsonl.gz")));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private JsonNode json(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        return JSON.readTree(run(0, all.toArray(String[]::new)));
    }

    private String run(int expectedCode, String... arguments) {
        List<String> all = new ArrayList<>(List.of("learning"));
        all.addAll(List.of(arguments));
        out.getBuffer().setLength(0);
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), all.toArray(String[]::new));
        assertThat(code).as(out + error.toString()).isEqualTo(expectedCode);
        return out.toString();
    }
}
