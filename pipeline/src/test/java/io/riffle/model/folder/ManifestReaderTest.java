package io.riffle.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.MissingPolicy;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceMeasure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
    private static final String SHA = "ab".repeat(32);
    private static final String MINIMAL = """
            name: card-fraud
            version: 3
            sha256: %s
            task: regression
            inputs: {features: {type: float32, columns: [amount]}}
            output: {score: {tensor: y}}
            """.formatted(SHA);

    @Test
    void read_fillsInDefaults() throws Exception {
        ModelManifest manifest = read(MINIMAL);
        assertThat(manifest.version()).isEqualTo("3");
        assertThat(manifest.file()).isEqualTo("model.onnx");
        assertThat(manifest.output()).isEqualTo(new OutputSpec("y", 0, Optional.empty(), List.of(), List.of("y")));
        assertThat(manifest.reference()).isEmpty();
        assertThat(manifest.golden()).isEqualTo(GoldenRows.NONE);
    }

    @Test
    void read_takesEveryKey() throws Exception {
        ModelManifest manifest = read("""
                name: card-fraud
                version: "1.10"
                file: other.onnx
                sha256: %s
                task: multiclass-classification
                inputs:
                  features:
                    type: float64
                    columns:
                      - duration
                      - amount: [log1p, {standard-scale: {mean: 3.5, scale: 2}}]
                      - category: [{one-hot: {categories: [grocery, fuel]}}]
                  names: {type: string, columns: [merchant]}
                output:
                  score: {tensor: probabilities, column: fuel}
                  label: {tensor: label}
                  labels: [grocery, fuel]
                  publish: [label, probabilities]
                reference:
                  rows: 10
                  numbers: {amount: {edges: [1, 2.5], counts: [4, 3, 2], missing: 1}}
                  categories: {category: {counts: {grocery: 9}, missing: 1}}
                  score: {edges: [0.5], counts: [6, 4]}
                golden:
                  tolerance: 1e-6
                  rows:
                    - {features: {amount: 12.5, category: grocery, count: 3, known: true, absent: null}, score: 0.25}
                """.formatted(SHA));
        assertThat(manifest.version()).isEqualTo("1.10");
        assertThat(manifest.file()).isEqualTo("other.onnx");
        assertThat(manifest.task()).isEqualTo(ModelTask.MULTICLASS_CLASSIFICATION);
        ColumnSpec amount = new ColumnSpec(
                "amount",
                List.of(
                        new StepSpec("log1p", Map.of()),
                        new StepSpec("standard-scale", Map.of("mean", 3.5, "scale", 2L))));
        ColumnSpec category = new ColumnSpec(
                "category", List.of(new StepSpec("one-hot", Map.of("categories", List.of("grocery", "fuel")))));
        assertThat(manifest.inputs())
                .containsExactly(
                        new TensorSpec(
                                "features",
                                TensorType.FLOAT64,
                                List.of(new ColumnSpec("duration", List.of()), amount, category)),
                        new TensorSpec("names", TensorType.STRING, List.of(new ColumnSpec("merchant", List.of()))));
        assertThat(manifest.output())
                .isEqualTo(new OutputSpec(
                        "probabilities",
                        1,
                        Optional.of("label"),
                        List.of("grocery", "fuel"),
                        List.of("label", "probabilities")));
        assertThat(manifest.reference())
                .contains(new ReferenceProfile(
                        10,
                        Map.of("amount", new NumberBins(List.of(1.0, 2.5), List.of(4L, 3L, 2L), 1)),
                        Map.of("category", new CategoryCounts(Map.of("grocery", 9L), 1)),
                        Optional.of(new NumberBins(List.of(0.5), List.of(6L, 4L), 0))));
        assertThat(manifest.golden())
                .isEqualTo(new GoldenRows(
                        1e-6,
                        List.of(new GoldenRow(
                                Map.of("amount", 12.5, "category", "grocery", "count", 3L, "known", true), 0.25))));
    }

    @Test
    void read_reportsAllProblemsAtOnce() {
        List<String> problems = problems("""
                name: ../evil
                version: 1.10
                sha256: ABC
                task: classification
                inputs:
                  features: {typ: float32, type: float8, columns: []}
                  second: {type: float32, columns: [{a: [log1p], b: []}, {amount: {log1p: {}}}, [x]]}
                output:
                  score: {tensor: p, column: -1}
                  labels: [a, a]
                  publish: [p, p]
                reference: {rows: many, numbers: {amount: {edges: [2, 1], counts: [1, -2]}}}
                golden: {tolerance: -1, rows: [{features: {amount: [1]}}]}
                shasum: x
                """);
        assertThat(problems)
                .containsExactly(
                        "model.yaml:1  name  must be letters, digits, '.', '_' or '-': was \"../evil\"",
                        "model.yaml:2  version  must be a text; put a number in quotes: was 1.10",
                        "model.yaml:3  sha256  must be 64 lower-case hexadecimal digits: was \"ABC\"",
                        "model.yaml:4  task  must be one of binary-classification, multiclass-classification, regression, detection, other: was \"classification\"",
                        "model.yaml:6  inputs.features.type  must be one of float16, float32, float64, int64, int32, uint8, bool, string: was \"float8\"",
                        "model.yaml:6  inputs.features.columns  must be a list of at least one feature: was []",
                        "model.yaml:6  inputs.features.typ  is not a known key: did you mean type?",
                        "model.yaml:7  inputs.second.columns[0]  must be a feature, one feature with its steps, or features and steps: was {\"a\":[\"log1p\"],\"b\":[]}",
                        "model.yaml:7  inputs.second.columns[1].amount  must be a list: was {\"log1p\":{}}",
                        "model.yaml:7  inputs.second.columns[2]  must be a text: was [\"x\"]",
                        "model.yaml:9  output.score.column  must be a whole number of at least 0, or a class label: was -1",
                        "model.yaml:10  output.labels  must be different from each other: was [\"a\",\"a\"]",
                        "model.yaml:11  output.publish  must name each output once: was [\"p\",\"p\"]",
                        "model.yaml:12  reference.rows  must be a whole number of at least 0: was \"many\"",
                        "model.yaml:12  reference.numbers.amount.counts[1]  must be a whole number of at least 0: was -2",
                        "model.yaml:12  reference.numbers.amount.edges[1]  must be above the edge before it: was 1",
                        "model.yaml:12  reference.numbers.amount  must have one count more than edges: has 2 counts and 2 edges",
                        "model.yaml:13  golden.tolerance  must not be negative: was -1",
                        "model.yaml:13  golden.rows[0].features.amount  must be a text, a number or a boolean: was [1]",
                        "model.yaml:13  golden.rows[0].score  must be a number: was absent",
                        "model.yaml:14  shasum  is not a known key: known are task, name, version, file, sha256, inputs, output, reference, golden, description, metrics, source, features");
    }

    /** Figures that Riffle knows are the baseline of performance; any others are the user's own. */
    @Test
    void metrics_areTheBaseline_whenTheirRowsAreSaid() throws Exception {
        ModelNotes notes = new ManifestReader(Path.of("model.yaml"))
                .read((MINIMAL + "metrics: {rows: 500, positives: 50, auc: 0.9, Log-Loss: 0.2, lift_at_5: 3.5}\n")
                        .getBytes(StandardCharsets.UTF_8))
                .notes();
        assertThat(notes.metrics()).containsEntry("lift_at_5", 3.5);
        assertThat(notes.baseline())
                .contains(new PerformanceBaseline(
                        500, 50, Map.of(PerformanceMeasure.ROC_AUC, 0.9, PerformanceMeasure.LOG_LOSS, 0.2)));
        assertThat(new ModelNotes("", Map.of("auc", 0.9), Optional.empty()).baseline())
                .isEmpty();
        assertThat(new ModelNotes("", Map.of("rows", 100.0, "lift", 3.5), Optional.empty()).baseline())
                .isEmpty();
    }

    @Test
    void metrics_areRefused_whenNoModelCanHaveThem() {
        String at = "model.yaml:" + (MINIMAL.lines().count() + 1) + "  ";
        assertThat(problems(
                        MINIMAL + "metrics: {rows: 1, positives: 7, auc: 1.2, roc_auc: 0.9, rmse: -1, brier: low}\n"))
                .containsExactly(
                        at + "metrics.rows  must be a whole number of at least 2: was 1",
                        at + "metrics.auc  must be from 0 to 1: was 1.2",
                        at + "metrics.rmse  must be at least 0: was -1",
                        at + "metrics.brier  must be a number: was \"low\"",
                        at + "metrics.roc_auc  must name a measure once: auc and roc_auc are the same",
                        at + "metrics  must have at least as many rows as positives: has 1.0 and 7.0");
    }

    @Test
    void read_reportsAbsentKeys() {
        assertThat(problems("{}"))
                .contains(
                        "model.yaml  name  must be a text: was absent",
                        "model.yaml  version  must be a text: was absent",
                        "model.yaml  sha256  must be a text: was absent",
                        "model.yaml  task  must be a text: was absent",
                        "model.yaml  inputs  must be a map of keys: was absent",
                        "model.yaml  output  must be a map of keys: was absent");
    }

    @Test
    void read_refusesWhatIsNotAnObject() {
        for (String yaml : List.of("", "[1]", "a: [", "a: 1\na: 2", "text", "a: &x [*x]")) {
            assertThat(problems(yaml)).isNotEmpty();
        }
    }

    private static ModelManifest read(String yaml) throws ModelRefusedException {
        return new ManifestReader(Path.of("model.yaml")).read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String yaml) {
        ModelRefusedException refusal = catchThrowableOfType(ModelRefusedException.class, () -> read(yaml));
        assertThat(refusal.stage()).isEqualTo(RefusalStage.MANIFEST);
        return refusal.problems();
    }

    @Test
    void read_takesShapesAndWhatMissingValuesBecome() throws Exception {
        ModelManifest manifest = read(
                MINIMAL.replace(
                        "{features: {type: float32, columns: [amount]}}",
                        "{a: {type: float32, columns: [amount], shape: [2, 3], missing: reject}, b: {type: int64, columns: [amount], missing: 7}, c: {type: string, columns: [shop], missing: none}}"));
        assertThat(manifest.inputs().get(0).shape()).containsExactly(2, 3);
        assertThat(manifest.inputs())
                .extracting(TensorSpec::missing)
                .containsExactly(
                        new MissingPolicy.Reject(),
                        new MissingPolicy.ReplaceNumber(7),
                        new MissingPolicy.ReplaceText("none"));
    }

    @Test
    void read_takesTopClassesAndDetection() throws Exception {
        String classes = MINIMAL.replace("task: regression", "task: multiclass-classification")
                .replace("{score: {tensor: y}}", "{score: {tensor: y, column: a}, labels: [a, b, c], top: 2}");
        assertThat(read(classes).output().top()).isEqualTo(2);
        String boxes = MINIMAL.replace("task: regression", "task: detection").replace("{score: {tensor: y}}", """
                        {score: {tensor: y}, labels: [a, b],
                         detection: {values: 7, class: 6, confidence: 4, box: 0, centred: true, shares: true, threshold: 0.25,
                                     overlap: 0.75, most: 3}}""");
        assertThat(read(boxes).output().detection())
                .contains(new DetectionSpec(new BoxLayout(7, 6, 4, 0, true, true), 0.25, 0.75, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shape: [2, 0]        | shape
            shape: [x]           | shape
            missing: allow, type: int64 | missing
            missing: {a: 1}      | missing
            """)
    void read_refusesInputs_thatCannotBe(String keys, String named) {
        String type = keys.contains("type:") ? "" : "type: float32, ";
        assertThat(refusal(MINIMAL.replace("type: float32, ", type + keys + ", ")))
                .contains(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            values: 5             | must be a whole number from 6 to 10000
            class: 6              | class, confidence and box must be among the values of a box
            box: 3                | class, confidence and box must be among the values of a box
            threshold: 1.5        | must be a number from 0 to 1
            most: 0               | must be a whole number from 1 to 10000
            centred: 3            | must be true or false
            nearby: 1             | nearby
            """)
    void read_refusesDetections_thatCannotBe(String keys, String message) {
        String boxes = MINIMAL.replace("task: regression", "task: detection")
                .replace("{score: {tensor: y}}", "{score: {tensor: y}, labels: [a], detection: {" + keys + "}}");
        assertThat(refusal(boxes)).contains(message);
    }

    @Test
    void read_refusesMoreTopClassesThanThereAre() {
        assertThat(refusal(MINIMAL.replace("task: regression", "task: multiclass-classification")
                        .replace("{score: {tensor: y}}", "{score: {tensor: y, column: a}, labels: [a, b], top: 3}")))
                .contains("output.top  must be at most the number of labels");
    }

    private static String refusal(String yaml) {
        return String.valueOf(catchThrowableOfType(ModelRefusedException.class, () -> read(yaml))
                .getMessage());
    }
}
