package io.riffle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured of a version is what its task and the meaning of the labels allow. */
class BacktestMeasuresTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CLASSES = List.of("dos", "normal", "probe", "r2l", "u2r");
    private static final String EVENTS = "events/intrusion/scored.events.jsonl.gz";

    @TempDir
    private static Path folder;

    private static Path events;
    private static Path labels;
    private static Map<String, JsonNode> answers;
    private static Map<String, String> truths;

    private final StringWriter error = new StringWriter();

    /** Of the five kinds of connection: {@code 1} as it is, {@code 1-mixed} takes attacks for each other. */
    @BeforeAll
    static void write() throws IOException {
        Path original = ReferenceModels.write(folder, "intrusion_rf_category");
        variant(original, "1-mixed", manifest -> mix(manifest.withObject("/output")));
        variant(
                original,
                "1-unnamed",
                manifest -> manifest.withObject("/output").remove(List.of("label", "labels")));
        variant(
                original,
                "1-other",
                manifest -> manifest.put("task", "other").withObject("/output").remove(List.of("label", "labels")));
        variant(original, "1", manifest -> manifest.withObject("/output").put("top", 5));
        answers = new HashMap<>();
        for (String line : lines("models/intrusion/expected/intrusion_rf_category.jsonl.gz")) {
            JsonNode row = JSON.readTree(line);
            answers.put(row.path("event_id").asText(), row);
        }
        events = folder.resolve("events.jsonl");
        Files.write(
                events,
                lines(EVENTS).stream()
                        .filter(line -> answers.containsKey(id(line)))
                        .toList());
        truths = new HashMap<>();
        List<String> known = new ArrayList<>();
        for (String line : lines("events/intrusion/scored.labels.jsonl.gz")) {
            JsonNode label = JSON.readTree(line);
            truths.put(label.path("event_id").asText(), label.path("category").asText());
            known.add(JSON.writeValueAsString(Map.of(
                    "event_id",
                    label.path("event_id").asText(),
                    "label",
                    label.path("category").asText())));
        }
        labels = Files.write(folder.resolve("labels.jsonl"), known);
    }

    @Test
    void classes_areMeasuredByTheirNames() throws Exception {
        JsonNode result = JSON.readTree(run(0, "1-mixed", "1", "outcomes.truth=multiclass", labels));

        JsonNode baseline = result.path("baseline");
        assertThat(result.path("labelled").asInt()).isEqualTo(3_000);
        assertThat(baseline.path("accuracy").asDouble()).isCloseTo(share(this::isHit), within(1e-12));
        assertThat(baseline.path("top_2_accuracy").asDouble()).isCloseTo(share(this::isAmongTwo), within(1e-12));
        assertThat(baseline.path("log_loss").asDouble()).isCloseTo(logLoss(), within(1e-4));
        assertThat(baseline.path("recall").asDouble()).isCloseTo(macroRecall(), within(1e-12));
        assertThat(result.at("/candidate/accuracy").asDouble())
                .isCloseTo(share(id -> truth(id).equals(mixed(answer(id)))), within(1e-12));
        assertThat(baseline.has("auc") || baseline.has("brier")).isFalse();
        assertThat(result.path("flips").asLong())
                .isEqualTo(answers.keySet().stream()
                        .filter(id -> !answer(id).equals(mixed(answer(id))))
                        .count());
    }

    @Test
    void loss_isOneOfAccuracy_whereThereAreClasses() throws Exception {
        JsonNode result =
                JSON.readTree(run(1, "1-mixed", "1", "outcomes.truth=multiclass", labels, "--max-loss", "0.01"));

        assertThat(result.path("failures")).hasSize(1);
        assertThat(result.path("failures").get(0).asText()).startsWith("loss of accuracy must be at most 0.01");
    }

    /** Nobody said that a threshold decides which of five classes it is. */
    @Test
    void labels_areRefused_whereTheyMeanAnotherThingThanTheTask() {
        run(1, "1", "1", "outcomes.threshold=0.5", labels);
        assertThat(error.toString())
                .contains("outcomes.truth must be multiclass", "multiclass-classification", "was binary")
                .doesNotContain("Exception");
    }

    @Test
    void labels_areRefused_ofATaskThatCannotBeMeasured() {
        run(1, "1-other", "1-other", "outcomes.truth=multiclass", labels);
        assertThat(error.toString()).contains("--labels", "task", "was other (version 1-other)");
    }

    @Test
    void labels_areRefused_ofAVersionThatNamesNoClass() {
        run(1, "1-unnamed", "1", "outcomes.truth=multiclass", labels);
        assertThat(error.toString()).contains("output.labels", "version 1-unnamed");
    }

    /** The classes are not asked for by a section that is not there: the task says it. */
    @Test
    void task_saysWhatLabelsAre_whereThePipelineDoesNot() throws Exception {
        JsonNode result = JSON.readTree(run(0, "1", "1", "topics.partitions=4", labels));
        assertThat(result.at("/baseline/accuracy").asDouble()).isCloseTo(share(this::isHit), within(1e-12));
    }

    /** Half an hour's demand for electricity, of a model whose figures scikit-learn knows. */
    @Test
    void numbers_areMeasuredByTheirDistance() throws Exception {
        Path demand = Files.createDirectories(folder.resolve("demand"));
        ReferenceModels.write(demand, "electricity_demand_linear");
        Map<String, Double> expected = new HashMap<>();
        for (String line : lines("models/electricity/expected/electricity_demand_linear.jsonl.gz")) {
            JsonNode row = JSON.readTree(line);
            expected.put(row.path("event_id").asText(), row.path("value").asDouble());
        }
        List<String> known = new ArrayList<>();
        double off = 0;
        for (Map.Entry<String, Double> each : expected.entrySet()) {
            double error = known.size() % 2 == 0 ? 0.25 : -0.5;
            off += Math.abs(error);
            known.add(JSON.writeValueAsString(
                    Map.of("event_id", each.getKey(), "label", String.valueOf(each.getValue() + error))));
        }
        Path truth = Files.write(demand.resolve("labels.jsonl"), known);

        JsonNode result = JSON.readTree(demand(0, demand, truth, ""));
        assertThat(result.path("labelled").asInt()).isEqualTo(expected.size());
        assertThat(result.at("/baseline/mae").asDouble()).isCloseTo(off / expected.size(), within(1e-4));
        assertThat(result.path("flips").isNull()).isTrue();

        demand(1, demand, truth, "outcomes: {truth: binary}");
        assertThat(error.toString()).contains("outcomes.truth must be regression where labels are of a regression");
        Files.write(truth, List.of("{\"event_id\":\"a\",\"label\":1}", "{\"event_id\":\"b\",\"label\":\"much\"}"));
        demand(1, demand, truth, "");
        assertThat(error.toString()).contains("line 2 must have a number as its label", "'much'");
    }

    private String demand(int code, Path models, Path truth, String section) throws IOException {
        Path config = Files.writeString(models.resolve("demand.yaml"), """
                pipeline: demand
                kafka: {bootstrap-servers: "localhost:1"}
                event:
                  id: event_id
                  entity: entity_id
                  time: {field: event_time_ms, unit: ms}
                  fields-in: features
                  fields:
                    period: {type: number}
                    nswprice: {type: number}
                    nswdemand: {type: number}
                    vicprice: {type: number}
                    vicdemand: {type: number}
                    transfer: {type: number}
                models: {directory: %s, version: "1"}
                %s
                """.formatted(models, section));
        return main(
                code,
                List.of(
                        "backtest",
                        "--config",
                        config.toString(),
                        "--input",
                        ReferenceModels.file("events/electricity/events.jsonl.gz")
                                .toString(),
                        "--model",
                        "1",
                        "--against",
                        "1",
                        "--labels",
                        truth.toString(),
                        "-o",
                        "json"));
    }

    /** What no version decides cannot flip, and a limit on it cannot hold. */
    @Test
    void flips_areNotToldAndNotPassed_whereNothingIsDecided() throws Exception {
        JsonNode result = JSON.readTree(run(0, "1-other", "1-other", "topics.partitions=4", null));
        assertThat(result.path("flips").isNull()).isTrue();
        assertThat(result.path("flip_rate").isNull()).isTrue();

        JsonNode limited =
                JSON.readTree(run(1, "1-other", "1-other", "topics.partitions=4", null, "--max-flip-rate", "0.1"));
        assertThat(limited.path("failures").get(0).asText()).startsWith("flip rate must be at most 0.1");
    }

    private boolean isHit(String id) {
        return truth(id).equals(answer(id));
    }

    private boolean isAmongTwo(String id) {
        double own = probability(id, truth(id));
        return CLASSES.stream().filter(each -> probability(id, each) > own).count() < 2;
    }

    private double logLoss() {
        return answers.keySet().stream()
                .mapToDouble(id -> -Math.log(Math.min(1 - 1e-15, Math.max(1e-15, probability(id, truth(id))))))
                .average()
                .orElseThrow();
    }

    private double macroRecall() {
        return new TreeSet<>(CLASSES)
                .stream()
                        .mapToDouble(each -> answers.keySet().stream()
                                .filter(id -> truth(id).equals(each))
                                .mapToInt(id -> isHit(id) ? 1 : 0)
                                .average()
                                .orElse(Double.NaN))
                        .average()
                        .orElseThrow();
    }

    private static double share(Predicate<String> holds) {
        return (double) answers.keySet().stream().filter(holds).count() / answers.size();
    }

    private static String truth(String id) {
        return truths.getOrDefault(id, "");
    }

    private static String answer(String id) {
        return answers.get(id).path("label").asText();
    }

    private static double probability(String id, String label) {
        return answers.get(id).path("probabilities").get(CLASSES.indexOf(label)).asDouble();
    }

    private static String mixed(String label) {
        return label.equals("dos") ? "probe" : label.equals("probe") ? "dos" : label;
    }

    private static void mix(ObjectNode output) {
        output.remove("label");
        ArrayNode names = output.putArray("labels");
        CLASSES.forEach(each -> names.add(mixed(each)));
    }

    private static void variant(Path original, String version, Consumer<ObjectNode> change) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        ObjectNode manifest =
                (ObjectNode) yaml.readTree(original.resolve("model.yaml").toFile());
        manifest.put("version", version);
        change.accept(manifest);
        Path folder = Files.createDirectories(original.resolveSibling(version));
        Files.write(folder.resolve("model.onnx"), Files.readAllBytes(original.resolve("model.onnx")));
        yaml.writeValue(folder.resolve("model.yaml").toFile(), manifest);
    }

    private String run(int code, String candidate, String baseline, String setting, Path truth, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "backtest",
                "--config",
                "../config/intrusion.yaml",
                "--input",
                events.toString(),
                "--set",
                "models.directory=" + folder,
                "--set",
                setting,
                "--model",
                candidate,
                "--against",
                baseline,
                "-o",
                "json"));
        if (truth != null) {
            arguments.addAll(List.of("--labels", truth.toString()));
        }
        arguments.addAll(List.of(more));
        return main(code, arguments);
    }

    private String main(int code, List<String> arguments) {
        StringWriter out = new StringWriter();
        assertThat(Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new)))
                .as(out + error.toString())
                .isEqualTo(code);
        return out.toString();
    }

    private static String id(String event) {
        String start = "{\"event_id\":\"";
        return event.substring(start.length(), event.indexOf('"', start.length()));
    }

    private static List<String> lines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(ReferenceModels.file(file))), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
