package io.riffle.model.folder;

import io.riffle.feature.TensorSpec;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.ConfigException;
import io.riffle.settings.Problem;
import io.riffle.settings.Section;
import io.riffle.settings.SettingsReader;
import io.riffle.settings.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a {@code model.yaml}; reports all problems at once. */
public final class ManifestReader {
    /** Names reach metric labels, topics and file names. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private static final String HEX = "must be 64 lower-case hexadecimal digits";

    private final Path file;
    private final Beside beside;

    /** The files of a model folder, by name. */
    interface Beside {
        byte[] read(String name) throws ModelRefusedException;
    }

    /**
     * A manifest that stands alone.
     *
     * @param file what is read, for messages
     */
    public ManifestReader(Path file) {
        this(file, name -> {
            throw new ModelRefusedException(RefusalStage.MANIFEST, "there must be a folder to find files in: is none");
        });
    }

    /** A manifest whose long sections may be files beside it. */
    ManifestReader(Path file, Beside beside) {
        this.file = file;
        this.beside = beside;
    }

    /** Whether a model or a version may be called so: up to 100 letters, digits, '.', '_' and '-'. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public ModelManifest read(byte[] yaml) throws ModelRefusedException {
        return read(yaml, this::manifest);
    }

    /** Reads a file that has nothing but {@code inputs}, whose steps may lack what they have yet to learn. */
    public List<TensorSpec> readInputs(byte[] yaml) throws ModelRefusedException {
        return read(yaml, root -> new InputsReader().read(root.at("inputs")));
    }

    /** Reads a file that has nothing but a {@code reference}. */
    public ReferenceProfile readReference(byte[] yaml) throws ModelRefusedException {
        return read(yaml, root -> root.at("reference").section(new ReferenceReader()::read));
    }

    private <T> T read(byte[] yaml, Function<Section, T> reader) throws ModelRefusedException {
        try {
            return SettingsReader.readAsWritten(file, new String(yaml, StandardCharsets.UTF_8), reader);
        } catch (ConfigException invalid) {
            throw new ModelRefusedException(
                    RefusalStage.MANIFEST,
                    invalid.problems().stream().map(Problem::toString).toList());
        }
    }

    private ModelManifest manifest(Section root) {
        ModelTask task = task(root.at("task"));
        String name = matching(root.at("name"), NAME, "must be letters, digits, '.', '_' or '-'");
        String version = matching(root.at("version"), NAME, "must be letters, digits, '.', '_' or '-'");
        ModelFile model = new ModelFile(
                root.at("file").optionalText().orElse(ModelFile.USUAL), matching(root.at("sha256"), SHA256, HEX));
        List<TensorSpec> inputs = new InputsReader().read(root.at("inputs"));
        OutputSpec output = root.at("output").section(new OutputReader(task)::read);
        Optional<ReferenceProfile> reference =
                root.at("reference").optionalSection(section -> hereOrInFile(section, new ReferenceReader()::read));
        GoldenRows golden = root.at("golden")
                .optionalSection(section -> hereOrInFile(section, new GoldenReader()::read))
                .orElse(GoldenRows.NONE);
        ModelNotes notes = new ModelNotes(
                root.at("description").optionalText().orElse(""),
                new MetricsReader().read(root.at("metrics")),
                root.at("source").optionalSection(ManifestReader::file));
        ModelContract contract = new ModelContract(task, inputs, output, features(root.at("features")));
        return new ModelManifest(name, version, model, contract, reference, golden, notes);
    }

    private static ModelFile file(Section section) {
        return new ModelFile(
                matching(section.at("file"), NAME, "must be the name of a file in the folder"),
                matching(section.at("sha256"), SHA256, HEX));
    }

    /** Reads a section, or the file that it names, whose hash the manifest tells: so it is part of the version. */
    private <T> T hereOrInFile(Section section, Function<Section, T> reader) {
        if (!section.at("file").isPresent()) {
            return reader.apply(section);
        }
        ModelFile named = file(section);
        try {
            byte[] bytes = beside.read(named.name());
            String found = Sha256.of(bytes);
            if (found.equals(named.sha256())) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                return SettingsReader.readAsWritten(file.resolveSibling(named.name()), text, reader);
            }
            section.problem("sha256", "must be that of " + named.name() + ", " + found + ": was " + named.sha256());
        } catch (ModelRefusedException unreadable) {
            section.problem("file", String.valueOf(unreadable.getMessage()));
        } catch (ConfigException invalid) {
            invalid.problems().forEach(problem -> section.problem("file", problem.toString()));
        }
        return reader.apply(section);
    }

    private static Map<String, Long> features(Value features) {
        Map<String, Long> versions = new LinkedHashMap<>();
        features.entries().forEach((feature, version) -> versions.put(feature, version.count()));
        return versions;
    }

    private static String matching(Value value, Pattern pattern, String rule) {
        String text = value.text();
        if (!text.isBlank() && !pattern.matcher(text).matches()) {
            value.problem(rule);
        }
        return text;
    }

    private static ModelTask task(Value value) {
        String label = value.text().toLowerCase(Locale.ROOT);
        Optional<ModelTask> task = Arrays.stream(ModelTask.values())
                .filter(known -> known.label().equals(label))
                .findFirst();
        if (task.isEmpty()) {
            value.problem("must be one of "
                    + Arrays.stream(ModelTask.values()).map(ModelTask::label).collect(Collectors.joining(", ")));
        }
        return task.orElse(ModelTask.OTHER);
    }
}
