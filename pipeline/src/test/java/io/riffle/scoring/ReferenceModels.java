package io.riffle.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The models of the reference data as model folders, with the features, events and expected outputs they need. */
public final class ReferenceModels {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DATA = Path.of(System.getProperty("riffle.reference-data", "../../shared/data"));
    private static final Map<String, JsonNode> CACHE = new ConcurrentHashMap<>();
    private static final int GOLDEN_ROWS = 3;

    /** What the data's manifest does not say: which output is the score, which column, which output is the label. */
    private static final Map<String, Output> OUTPUTS = Map.ofEntries(
            Map.entry("intrusion_v1", Output.binary("probabilities", "label")),
            Map.entry("intrusion_v1_zipmap", Output.binary("probabilities", "label")),
            Map.entry("intrusion_v2", Output.binary("probabilities", "label")),
            Map.entry("intrusion_v3_degraded", Output.binary("probabilities", "label")),
            Map.entry("intrusion_rf_category", Output.category("scores")),
            Map.entry("intrusion_rf_category_zipmap", Output.category("scores")),
            Map.entry("intrusion_mlp", Output.single("attack_probability")),
            Map.entry("intrusion_mlp_batch1", Output.single("attack_probability")),
            Map.entry("intrusion_multi_output", Output.binary("probabilities", "label")),
            Map.entry("intrusion_lr_double", Output.single("p")),
            Map.entry("intrusion_mixed_inputs", Output.binary("probabilities", "label")),
            Map.entry("electricity_columns", Output.binary("probabilities", "label")),
            Map.entry("electricity_rf", Output.binary("output_probability", "output_label")),
            Map.entry("electricity_demand_linear", Output.regression("variable")),
            Map.entry("electricity_demand_gb", Output.regression("variable")),
            Map.entry("sms_tfidf_lr_vector", Output.spam()),
            Map.entry("sms_tfidf_lr_string", Output.spam()),
            Map.entry("digits_cnn", Output.digit("")),
            Map.entry("digits_cnn_batch1", Output.digit("")),
            Map.entry("digits_cnn_uint8", Output.digit("digit")),
            Map.entry("digits_mlp", Output.digit("")));

    private static final String DIGIT = "image_png_base64";
    private static final List<String> ELECTRICITY =
            List.of("period", "nswprice", "nswdemand", "vicprice", "vicdemand", "transfer");
    private static final List<String> DEMAND = List.of("period", "nswprice", "vicprice", "vicdemand", "transfer");

    private ReferenceModels() {}

    private record Output(String task, String tensor, int column, String labelTensor, List<String> labels) {
        static Output binary(String tensor, String label) {
            return new Output("binary-classification", tensor, 1, label, List.of("0", "1"));
        }

        static Output single(String tensor) {
            return new Output("binary-classification", tensor, 0, "", List.of("0", "1"));
        }

        static Output category(String tensor) {
            List<String> classes = List.of("dos", "normal", "probe", "r2l", "u2r");
            return new Output("multiclass-classification", tensor, 1, "category", classes);
        }

        static Output spam() {
            return new Output("binary-classification", "probabilities", 1, "label", List.of("ham", "spam"));
        }

        static Output digit(String label) {
            List<String> digits = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
            return new Output("multiclass-classification", "probabilities", 7, label, digits);
        }

        static Output regression(String tensor) {
            return new Output("regression", tensor, 0, "", List.of());
        }
    }

    /** A file of the reference data; skips the test where the data is missing. */
    public static Path file(String name) {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "the reference data is not at " + DATA);
        return DATA.resolve(name);
    }

    /** The ids of all models that read declared fields, in a stable order. */
    public static List<String> ids() {
        return OUTPUTS.keySet().stream().sorted().toList();
    }

    /** The entry of the data's manifest: inputs, outputs, tolerance_abs, expected, expected_rows. */
    public static JsonNode entry(String id) {
        for (JsonNode model : json("models/manifest.json").get("models")) {
            if (model.get("id").asText().equals(id)) {
                return model;
            }
        }
        throw new IllegalArgumentException("no model has the id " + id);
    }

    /** The event fields of the model's data set, in the order of the events. */
    public static FeatureSchema features(String id) {
        if (id.startsWith("sms")) {
            return new FeatureSchema(List.of(new Feature("text", FeatureType.TEXT, FeatureSource.EVENT)));
        }
        if (id.startsWith("digits")) {
            return new FeatureSchema(List.of(new Feature(DIGIT, FeatureType.IMAGE, FeatureSource.EVENT)));
        }
        return id.startsWith("electricity") ? electricity() : intrusion();
    }

    private static FeatureSchema intrusion() {
        List<Feature> features = new ArrayList<>();
        for (JsonNode field : json("events/intrusion/schema.json").get("features")) {
            FeatureType type = switch (field.get("type").asText()) {
                case "string" -> FeatureType.CATEGORY;
                case "int64" -> FeatureType.INTEGER;
                default -> FeatureType.NUMBER;
            };
            features.add(new Feature(field.get("name").asText(), type, FeatureSource.EVENT));
        }
        return new FeatureSchema(features);
    }

    private static FeatureSchema electricity() {
        return new FeatureSchema(ELECTRICITY.stream()
                .map(name -> new Feature(name, FeatureType.NUMBER, FeatureSource.EVENT))
                .toList());
    }

    /**
     * Writes {@code <directory>/<version>/model.onnx} and {@code model.yaml}, with golden rows from the expected outputs.
     *
     * @return the version's folder
     */
    public static Path write(Path directory, String id) {
        JsonNode entry = entry(id);
        ObjectNode manifest = manifest(id, entry);
        golden(id, entry, manifest);
        return write(directory, manifest, file(entry.get("file").asText()));
    }

    /** The same for a file of {@code models/broken}, under the contract of {@code intrusion_v1} and without golden rows. */
    public static Path writeBroken(Path directory, String name) {
        return write(directory, manifest("intrusion_v1", entry("intrusion_v1")), file("models/broken/" + name));
    }

    private static Path write(Path directory, ObjectNode manifest, Path model) {
        try {
            Path folder = Files.createDirectories(
                    directory.resolve(manifest.get("version").asText()));
            byte[] bytes = Files.readAllBytes(model);
            manifest.put("sha256", sha256(bytes));
            Files.write(folder.resolve("model.onnx"), bytes);
            Files.write(folder.resolve("model.yaml"), new YAMLMapper().writeValueAsBytes(manifest));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode manifest(String id, JsonNode entry) {
        Output output = OUTPUTS.get(id);
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("name", id);
        manifest.put("version", entry.get("version").asText());
        manifest.put("task", output.task());
        ObjectNode inputs = manifest.putObject("inputs");
        for (JsonNode input : entry.get("inputs")) {
            ObjectNode tensor = inputs.putObject(input.get("name").asText());
            tensor.put("type", input.get("dtype").asText());
            columns(id, entry, input.get("name").asText(), tensor.putArray("columns"));
        }
        ObjectNode read = manifest.putObject("output");
        read.putObject("score").put("tensor", output.tensor()).put("column", output.column());
        if (!output.labelTensor().isEmpty()) {
            read.putObject("label").put("tensor", output.labelTensor());
        }
        if (!output.labels().isEmpty()) {
            output.labels().forEach(read.withArray("labels")::add);
        }
        entry.get("outputs")
                .forEach(each -> read.withArray("publish").add(each.get("name").asText()));
        return manifest;
    }

    private static void columns(String id, JsonNode entry, String input, ArrayNode columns) {
        if (input.equals("tfidf")) {
            columns.add(tfidf(json(entry.get("features").asText())));
        } else if (id.startsWith("digits")) {
            columns.addObject().set(DIGIT, pixels(id));
        } else if (!entry.get("features").isNull()) {
            json(entry.get("features").asText()).get("steps").forEach(step -> columns.add(column(step)));
        } else if (input.equals("float_input")) {
            ELECTRICITY.forEach(columns::add);
        } else if (input.equals("x")) {
            DEMAND.forEach(columns::add);
        } else {
            columns.add(input);
        }
    }

    private static ObjectNode tfidf(JsonNode vectorizer) {
        ObjectNode column = JSON.createObjectNode();
        ObjectNode tfidf = column.putArray("text").addObject().putObject("tfidf");
        tfidf.set("token-pattern", vectorizer.get("token_pattern"));
        tfidf.set("ngrams", vectorizer.get("ngram_range"));
        tfidf.set("terms", vectorizer.get("terms"));
        tfidf.set("idf", vectorizer.get("idf"));
        return column;
    }

    /** As the data's manifest says: standardised for the float networks, grey pixels for the other. */
    private static ArrayNode pixels(String id) {
        ArrayNode steps = JSON.createArrayNode();
        steps.addObject().putObject("size").put("width", 28).put("height", 28);
        steps.add("grey");
        if (!id.equals("digits_cnn_uint8")) {
            steps.addObject().putObject("divide").put("by", 255);
            ObjectNode normalize = steps.addObject().putObject("normalize");
            normalize.putArray("mean").add(0.1307);
            normalize.putArray("std").add(0.3081);
        }
        return steps;
    }

    private static ObjectNode column(JsonNode step) {
        ObjectNode column = JSON.createObjectNode();
        ObjectNode transform = column.putArray(step.get("feature").asText()).addObject();
        if (step.get("op").asText().equals("one_hot")) {
            transform.putObject("one-hot").set("categories", step.get("categories"));
        } else {
            ObjectNode scale = transform.putObject("standard-scale");
            scale.set("mean", step.get("mean"));
            scale.set("scale", step.get("scale"));
        }
        return column;
    }

    private static void golden(String id, JsonNode entry, ObjectNode manifest) {
        ObjectNode golden = manifest.putObject("golden");
        golden.set("tolerance", entry.get("tolerance_abs"));
        ArrayNode rows = golden.putArray("rows");
        Map<String, JsonNode> expected = ReferenceRows.expected(id);
        Map<String, JsonNode> events = ReferenceRows.events(id);
        Output output = OUTPUTS.get(id);
        for (Map.Entry<String, JsonNode> each :
                expected.entrySet().stream().limit(GOLDEN_ROWS).toList()) {
            JsonNode score = ReferenceRows.expectedOutput(each.getValue(), output.tensor());
            rows.addObject()
                    .put("score", score.isArray() ? score.get(output.column()).asDouble() : score.asDouble())
                    .set("features", events.get(each.getKey()));
        }
    }

    /** A file of the reference data. */
    public static JsonNode json(String name) {
        return CACHE.computeIfAbsent(name, absent -> {
            try {
                return JSON.readTree(file(name).toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The objects of a JSON-lines file, plain or gzip. */
    static List<JsonNode> lines(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                name.endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file(name)))
                        : Files.newInputStream(file(name)),
                StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new ArrayList<>();
            for (Iterator<String> each = reader.lines().iterator(); each.hasNext(); ) {
                lines.add(JSON.readTree(each.next()));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
