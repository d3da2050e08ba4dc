package io.riffle.app.init;

import io.riffle.app.deploy.NewModel;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestDraft;
import io.riffle.model.folder.ModelFolder;
import io.riffle.model.folder.ModelManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The model of a proposed pipeline: a bare file, for which a manifest is drafted, or a folder that has one.
 *
 * @param inputs names of the features that it reads; none if nothing tells
 * @param toDecide what its draft leaves open
 * @param files what is to stand in the version's folder
 */
public record ProposedModel(String version, List<String> inputs, List<String> toDecide, Map<String, byte[]> files) {
    private static final long MOST_BYTES = 1L << 30;
    private static final String MANIFEST = "model.yaml";
    private static final String FIRST = "1";

    public ProposedModel {
        inputs = List.copyOf(inputs);
        toDecide = List.copyOf(toDecide);
    }

    /**
     * Reads a model file, or the folder of a version.
     *
     * @param name the model's in a draft
     */
    public static ProposedModel read(Path source, String name) throws IOException, ModelRefusedException {
        return Files.isDirectory(source) ? ofFolder(source) : ofFile(source, name);
    }

    private static ProposedModel ofFile(Path file, String name) throws IOException, ModelRefusedException {
        NewModel model = NewModel.read(file, MOST_BYTES, Optional.empty());
        ManifestDraft draft = model.draft(name, FIRST);
        Map<String, byte[]> files = new LinkedHashMap<>(model.files());
        files.put(MANIFEST, draft.text().getBytes(StandardCharsets.UTF_8));
        return new ProposedModel(FIRST, model.features(), draft.toFillIn(), files);
    }

    private static ProposedModel ofFolder(Path folder) throws IOException, ModelRefusedException {
        Path version = folder.toAbsolutePath().normalize();
        ModelManifest manifest = new ModelFolder(version, MOST_BYTES).manifest();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Path file : content(version)) {
            files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        }
        List<String> inputs = manifest.inputs().stream()
                .flatMap(input -> input.columns().stream())
                .flatMap(column -> column.features().stream())
                .distinct()
                .toList();
        return new ProposedModel(manifest.version(), inputs, List.of(), files);
    }

    private static List<Path> content(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var all = Files.list(folder)) {
            all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        return files;
    }
}
