package io.riffle.model.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.riffle.feature.TensorSpec;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.ModelText;
import io.riffle.model.RefusalStage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads a {@code model.yaml}; reports all problems at once. */
public final class ManifestReader {
    /** Names reach metric labels, topics and file names. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_CHARACTERS = 64 << 20;

    private final YAMLMapper mapper;

    public ManifestReader() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        mapper = YAMLMapper.builder(YAMLFactory.builder().loaderOptions(options).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** Whether a model or a version may be called so: up to 100 letters, digits, '.', '_' and '-'. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public ModelManifest read(byte[] yaml) throws ModelRefusedException {
        List<String> problems = new ArrayList<>();
        ModelManifest manifest = manifest(new Section("", tree(yaml), problems));
        refuse(yaml, problems);
        return manifest;
    }

    /** Reads a file that has nothing but {@code inputs}, whose steps may lack what they have yet to learn. */
    public List<TensorSpec> readInputs(byte[] yaml) throws ModelRefusedException {
        List<String> problems = new ArrayList<>();
        Section root = new Section("", tree(yaml), problems);
        List<TensorSpec> inputs = new InputsReader().read(root.section("inputs"));
        root.end();
        refuse(yaml, problems);
        return inputs;
    }

    private void refuse(byte[] yaml, List<String> problems) throws ModelRefusedException {
        if (!problems.isEmpty()) {
            ManifestLines lines = ManifestLines.of(mapper, new String(yaml, StandardCharsets.UTF_8));
            throw new ModelRefusedException(RefusalStage.MANIFEST, lines.located(problems));
        }
    }

    private JsonNode tree(byte[] yaml) throws ModelRefusedException {
        try {
            return mapper.readTree(new String(yaml, StandardCharsets.UTF_8));
        } catch (JsonProcessingException malformed) {
            throw new ModelRefusedException(
                    RefusalStage.MANIFEST,
                    "the manifest must be YAML: " + new ModelText(malformed.getOriginalMessage()) + " (line "
                            + malformed.getLocation().getLineNr() + ")");
        }
    }

    private static ModelManifest manifest(Section root) {
        ModelTask task = task(root);
        List<TensorSpec> inputs = new InputsReader().read(root.section("inputs"));
        OutputSpec output = new OutputReader(task).read(root.section("output"));
        ModelManifest manifest = new ModelManifest(
                matching(root, "name", NAME, "must be letters, digits, '.', '_' or '-'"),
                matching(root, "version", NAME, "must be letters, digits, '.', '_' or '-'"),
                root.optionalText("file").orElse("model.onnx"),
                matching(root, "sha256", SHA256, "must be 64 lower-case hexadecimal digits"),
                task,
                inputs,
                output,
                reference(root),
                new GoldenReader().read(root),
                notes(root),
                features(root));
        root.end();
        return manifest;
    }

    private static Map<String, Long> features(Section root) {
        Map<String, Long> versions = new LinkedHashMap<>();
        root.optionalSection("features")
                .ifPresent(section -> section.entries()
                        .forEach((feature, version) -> versions.put(feature, section.countOf(feature, version))));
        return versions;
    }

    private static String matching(Section root, String key, Pattern pattern, String rule) {
        String text = root.text(key);
        if (!text.isBlank() && !pattern.matcher(text).matches()) {
            root.problem(key, rule, root.raw(key));
        }
        return text;
    }

    private static ModelTask task(Section root) {
        String label = root.text("task").toLowerCase(Locale.ROOT);
        Optional<ModelTask> task = Arrays.stream(ModelTask.values())
                .filter(known -> known.label().equals(label))
                .findFirst();
        if (task.isEmpty() && root.has("task")) {
            String known =
                    Arrays.stream(ModelTask.values()).map(ModelTask::label).collect(Collectors.joining(", "));
            root.problem("task", "must be one of " + known, root.raw("task"));
        }
        return task.orElse(ModelTask.OTHER);
    }

    private static ModelNotes notes(Section root) {
        Map<String, Double> metrics =
                root.optionalSection("metrics").map(new MetricsReader()::read).orElse(Map.of());
        return new ModelNotes(root.optionalText("description").orElse(""), metrics);
    }

    private static Optional<ReferenceProfile> reference(Section root) {
        return root.optionalSection("reference").map(new ReferenceReader()::read);
    }
}
