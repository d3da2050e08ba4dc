package io.riffle.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestReader;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelManifest;
import io.riffle.scoring.ReferenceModels;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bare files that users bring: the draft loads once its columns are named, and what can never load is refused at once. */
class BareModelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST = 100_000_000;
    private static final FeatureSchema FEATURES = new FeatureSchema(Stream.of("a", "b")
            .map(name -> new Feature(name, FeatureType.NUMBER, FeatureSource.EVENT))
            .toList());

    @TempDir
    private Path folder;

    private static Path file(String name) {
        Path file = ReferenceModels.file(name);
        Assumptions.assumeTrue(Files.exists(file), "the reference data has no " + file);
        return file;
    }

    private static NewModel read(Path file) throws Exception {
        return NewModel.read(file, MOST, Optional.empty());
    }

    private static ModelManifest manifest(String yaml) throws ModelRefusedException {
        return new ManifestReader(Path.of("model.yaml")).read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** The score of each row of a and b. */
    private static double[] scores(NewModel model, ModelManifest manifest, double[][] rows) throws Exception {
        try (OnnxModelRuntime runtime = new OnnxModelRuntime(
                        Transforms.load(), Duration.ofSeconds(5), Duration.ofSeconds(30), System::nanoTime);
                Scorer scorer = runtime.load(new ModelArtifact(manifest, model.bytes()), FEATURES);
                Scorer.Run run = scorer.open(rows.length)) {
            FeatureTable table = new FeatureTable(FEATURES, rows.length);
            for (int i = 0; i < rows.length; i++) {
                table.number(0, i, rows[i][0]);
                table.number(1, i, rows[i][1]);
            }
            return run.score(table, rows.length).scores();
        }
    }

    private static void scoresAsExpected(String name, String yaml) throws Exception {
        List<String> lines = Files.readAllLines(file("public-cases/models/expected.jsonl"));
        double[][] rows = new double[lines.size()][2];
        double[] wanted = new double[lines.size()];
        for (int i = 0; i < rows.length; i++) {
            JsonNode each = JSON.readTree(lines.get(i));
            rows[i] = new double[] {each.get("a").doubleValue(), each.get("b").doubleValue()};
            wanted[i] = each.get("want").get(name).doubleValue();
        }
        NewModel model = read(file("public-cases/models/" + name + ".onnx"));
        assertThat(scores(model, manifest(yaml), rows)).containsExactly(wanted, within(1e-6));
    }

    private static String draft(String name) throws Exception {
        return read(file("public-cases/models/" + name + ".onnx"))
                .draft(name, "1")
                .text()
                .replace("columns: []", "columns: [a, b]");
    }

    /** Declared are [N, 1], given are [N, 2]: by the user's manifest and by the draft alike. */
    @ParameterizedTest
    @ValueSource(strings = {"declared-one-gives-two", "zipmap"})
    void classifier_scoresItsSecondClass(String name) throws Exception {
        scoresAsExpected(name, Files.readString(file("public-cases/models/" + name + ".model.yaml")));
        String draft = draft(name);
        assertThat(draft).contains("task: binary-classification", "column: 1", "labels: [\"0\",\"1\"]");
        assertThat(draft).contains("label: {tensor: label}");
        scoresAsExpected(name, draft);
    }

    @Test
    void scalarInput_isRefused() {
        Path model = file("public-cases/models/scalar-input.onnx");
        ModelRefusedException refusal = catchThrowableOfType(ModelRefusedException.class, () -> read(model));
        assertThat(refusal)
                .hasMessageContaining("input 'sr' must have a dimension for the rows: is a single value (make it a"
                        + " constant of the model, or an input of shape [N, 1])");
    }

    static Stream<JsonNode> referenceModels() {
        file("models/manifest.json");
        JsonNode models = ReferenceModels.json("models/manifest.json").get("models");
        return IntStream.range(0, models.size()).mapToObj(models::get);
    }

    /** Every family there is: the draft is a manifest as soon as the columns are named. */
    @ParameterizedTest
    @MethodSource("referenceModels")
    void draft_isAManifest_ofEveryFamily(JsonNode entry) throws Exception {
        String file = entry.get("file").asText();
        String draft = read(file(file)).draft("m", "1").text().replace("columns: []", "columns: [a]");
        ModelManifest manifest = manifest(draft);
        if (file.contains("rf_category")) {
            assertThat(manifest.output().labels()).containsExactly("dos", "normal", "probe", "r2l", "u2r");
        } else if (file.contains("zipmap")) {
            assertThat(manifest.output().labels()).containsExactly("0", "1");
            assertThat(manifest.output().scoreColumn()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 04 95 00          | is a pickle, which runs code when it is read: export the model from Python by",
                "50 4b 03 04 00       | is an archive (PyTorch, Keras): export the model by torch.onnx.export",
                "89 48 44 46 0d       | is HDF5 (Keras)",
                "1f 8b 08 00          | is packed by gzip: unpack it",
                "62 69 6e 66 00       | is XGBoost's old binary format: save it by booster.save_model('model.json')",
                "43 42 4d 31 00       | is CatBoost's own format",
                "00 01 02 03          | the file must be an ONNX model: its 4 bytes do not parse"
            })
    void otherFile_isRefused_withWhatToExport(String bytes, String words) throws Exception {
        byte[] content = HexFormat.ofDelimiter(" ").parseHex(bytes.strip());
        Path file = Files.write(folder.resolve("model.pkl"), content);
        assertThat(catchThrowableOfType(ModelRefusedException.class, () -> read(file)))
                .hasMessageContaining(words);
    }

    private static ValueInfoProto port(String name, int type) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("N"))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(2)))))
                .build();
    }

    /** a and b through one operator, to an output that is declared so. */
    private Path graph(String operator, long opset, ValueInfoProto input, ValueInfoProto output) throws Exception {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(GraphProto.newBuilder()
                        .setName("test")
                        .addInput(input)
                        .addOutput(output)
                        .addNode(NodeProto.newBuilder()
                                .setOpType(operator)
                                .addInput("x")
                                .addOutput("y")))
                .build();
        return Files.write(folder.resolve("model.onnx"), model.toByteArray());
    }

    @Test
    void outputWithoutTypeOrShape_isAsTheRuntimeHasIt() throws Exception {
        ValueInfoProto bare = ValueInfoProto.newBuilder().setName("y").build();
        NewModel model = read(graph("Softmax", 13, port("x", 1), bare));
        assertThat(model.graph().outputs().get(0).toString()).isEqualTo("y float32 [?, 2]");
        String draft = model.draft("m", "1").text().replace("columns: []", "columns: [a, b]");
        assertThat(draft).contains("task: binary-classification", "score: {tensor: \"y\", column: 1}");
        assertThat(scores(model, manifest(draft), new double[][] {{0, 0}, {0, Math.log(3)}}))
                .containsExactly(new double[] {0.5, 0.75}, within(1e-6));
    }

    @Test
    void logarithms_areNamed() throws Exception {
        NewModel model = read(graph("LogSoftmax", 13, port("x", 1), port("y", 1)));
        assertThat(model.draft("m", "1").toFillIn().toString())
                .contains("are logarithms of probabilities (LogSoftmax)");
    }

    @Test
    void whatCanNeverLoad_isRefused() throws Exception {
        assertThat(refusal(graph("Softmax", 99, port("x", 1), port("y", 1))))
                .contains("refused at load: ONNX Runtime must accept the model", "such as opset 17");
        assertThat(refusal(graph("Sofmax", 13, port("x", 1), port("y", 1)))).contains("Sofmax");
        assertThat(refusal(graph("Abs", 13, port("x", 3), port("y", 3))))
                .contains("input 'x' must be of a type that can be fed", "is int8");
        ValueInfoProto map = ValueInfoProto.newBuilder()
                .setName("x")
                .setType(TypeProto.newBuilder()
                        .setMapType(TypeProto.Map.newBuilder()
                                .setKeyType(8)
                                .setValueType(port("", 1).getType())))
                .build();
        ModelProto vectorizer = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(1))
                .setGraph(GraphProto.newBuilder()
                        .setName("test")
                        .addInput(map)
                        .addOutput(port("y", 1))
                        .addNode(NodeProto.newBuilder()
                                .setOpType("DictVectorizer")
                                .setDomain("ai.onnx.ml")
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("string_vocabulary")
                                        .setType(AttributeProto.AttributeType.STRINGS)
                                        .addStrings(ByteString.copyFromUtf8("a"))
                                        .addStrings(ByteString.copyFromUtf8("b")))
                                .addInput("x")
                                .addOutput("y")))
                .build();
        Path file = Files.write(folder.resolve("map.onnx"), vectorizer.toByteArray());
        assertThat(refusal(file)).contains("input 'x' must be of a type that can be fed", "is map");
    }

    private static String refusal(Path file) {
        return String.valueOf(catchThrowableOfType(ModelRefusedException.class, () -> read(file))
                .getMessage());
    }
}
