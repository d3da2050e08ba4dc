package io.riffle.app.deploy;

import io.riffle.feature.TensorType;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.ManifestDraft;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.Sha256;
import io.riffle.model.graph.GraphInspector;
import io.riffle.model.graph.GraphSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A bare model file that has passed inspection; a model of trees has become an ONNX file.
 *
 * @param trees what it was before
 */
public record NewModel(byte[] bytes, String sha256, GraphSummary graph, Optional<ProvenTrees> trees) {
    private static final List<TensorType> TYPES = List.of(TensorType.values());

    /** Reads at most {@code maxBytes} and inspects them. */
    public static NewModel read(Path file, long maxBytes, Optional<String> sha256)
            throws IOException, ModelRefusedException {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > maxBytes) {
                throw new ModelRefusedException(
                        RefusalStage.FILE, file + " must have at most " + maxBytes + " bytes: has " + Files.size(file));
            }
            return of(bytes, maxBytes, sha256);
        }
    }

    /**
     * A model that was read from somewhere.
     *
     * @param sha256 what it must hash to, where that is known; compared before anything looks into the file
     */
    public static NewModel of(byte[] bytes, long maxBytes, Optional<String> sha256) throws ModelRefusedException {
        String found = Sha256.of(bytes);
        if (sha256.isPresent() && !found.equals(sha256.get().toLowerCase(Locale.ROOT))) {
            throw new ModelRefusedException(
                    RefusalStage.FILE, "the sha256 of the model must be " + sha256.get() + ": was " + found);
        }
        Optional<ProvenTrees> trees = ProvenTrees.read(bytes, found);
        byte[] onnx = trees.map(converted -> converted.conversion().onnx()).orElse(bytes);
        new GraphInspector(maxBytes).inspect(onnx);
        GraphSummary graph = GraphSummary.of(onnx);
        requireTypes(graph);
        return new NewModel(onnx, Sha256.of(onnx), graph, trees);
    }

    /** What is to stand in the version's folder beside the manifest. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ModelFile.USUAL, bytes);
        trees.ifPresent(converted -> files.put(converted.conversion().source().name(), converted.source()));
        return files;
    }

    /** What no manifest can describe need not be filled in first. */
    private static void requireTypes(GraphSummary graph) throws ModelRefusedException {
        List<String> problems = graph.inputs().stream()
                .filter(input -> TYPES.stream().noneMatch(type -> type.label().equals(input.type())))
                .map(input -> "input '" + input.name() + "' must be of a type that can be fed (" + TensorType.labels()
                        + "; cast it inside the model): is " + input.type())
                .toList();
        if (!problems.isEmpty()) {
            throw new ModelRefusedException(RefusalStage.CONTRACT, problems);
        }
    }

    /** The manifest as far as the file tells. */
    public ManifestDraft draft(String name, String version) {
        ManifestDraft.Version described = new ManifestDraft.Version(name, version, sha256);
        return trees.map(converted -> converted.draft(described)).orElseGet(() -> ManifestDraft.of(described, graph));
    }
}
