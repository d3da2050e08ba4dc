package io.riffle.app.deploy;

import io.riffle.feature.TensorType;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ManifestDraft;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.ModelStore;
import io.riffle.model.folder.Sha256;
import io.riffle.model.graph.ClassifierOutputs;
import io.riffle.model.graph.ExternalData;
import io.riffle.model.graph.GraphInspector;
import io.riffle.model.graph.GraphSummary;
import io.riffle.model.graph.OtherFormat;
import io.riffle.scoring.onnx.LoadedPorts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A bare model file that has passed inspection; a model of trees has become an ONNX file.
 *
 * @param classes what its operators tell about classes
 * @param trees what it was before
 */
public record NewModel(
        byte[] bytes, String sha256, GraphSummary graph, ClassifierOutputs classes, Optional<ProvenTrees> trees) {
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
            return of(bytes, Optional.of(file), maxBytes, sha256);
        }
    }

    /**
     * A model that was read from somewhere.
     *
     * @param sha256 what it must hash to, where that is known; compared before anything looks into the file
     */
    public static NewModel of(byte[] bytes, long maxBytes, Optional<String> sha256)
            throws IOException, ModelRefusedException {
        return of(bytes, Optional.empty(), maxBytes, sha256);
    }

    private static NewModel of(byte[] bytes, Optional<Path> file, long maxBytes, Optional<String> sha256)
            throws IOException, ModelRefusedException {
        String found = Sha256.of(bytes);
        if (sha256.isPresent() && !found.equals(sha256.get().toLowerCase(Locale.ROOT))) {
            throw new ModelRefusedException(
                    RefusalStage.FILE, "the sha256 of the model must be " + sha256.get() + ": was " + found);
        }
        Optional<String> other = OtherFormat.advice(bytes);
        if (other.isPresent()) {
            throw new ModelRefusedException(
                    RefusalStage.INSPECTION, "the file must be an ONNX model, or one of trees: is " + other.get());
        }
        Optional<ProvenTrees> trees = ProvenTrees.read(bytes, found);
        byte[] onnx = trees.isPresent() ? trees.get().conversion().onnx() : whole(bytes, file, maxBytes);
        new GraphInspector(maxBytes).inspect(onnx);
        LoadedPorts ports = LoadedPorts.of(onnx);
        GraphSummary graph = GraphSummary.of(onnx).completedBy(ports.inputs(), ports.outputs());
        requireUsable(graph);
        return new NewModel(onnx, Sha256.of(onnx), graph, ClassifierOutputs.of(onnx), trees);
    }

    /**
     * Writes a model folder anywhere, with the manifest as far as the file tells.
     *
     * @throws IOException if the folder is there already, or cannot be written
     */
    public Path writeTo(Path folder, String name, String version) throws IOException {
        Path directory = folder.toAbsolutePath().normalize().resolveSibling("");
        ModelStore store = new ModelStore(directory, new FileModelRegistry(directory, bytes.length));
        store.requireNew(version);
        return store.add(version, draft(name, version).text(), files());
    }

    /** Names of the features that it reads, as far as the file tells; none if it does not. */
    public List<String> features() {
        return trees.map(converted -> converted.conversion().model().columns().stream()
                        .flatMap(column -> column.features().stream())
                        .distinct()
                        .toList())
                .orElseGet(() -> ManifestDraft.featureInputs(graph));
    }

    /** What is to stand in the version's folder beside the manifest. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ModelFile.USUAL, bytes);
        trees.ifPresent(converted -> files.put(converted.conversion().source().name(), converted.source()));
        return files;
    }

    private static byte[] whole(byte[] bytes, Optional<Path> file, long maxBytes)
            throws IOException, ModelRefusedException {
        return file.isPresent() ? ExternalData.taken(bytes, file.get(), maxBytes) : bytes;
    }

    /** What no manifest can describe need not be filled in first. */
    private static void requireUsable(GraphSummary graph) throws ModelRefusedException {
        List<String> problems = new ArrayList<>();
        for (GraphSummary.Port input : graph.inputs()) {
            if (TYPES.stream().noneMatch(type -> type.label().equals(input.type()))) {
                problems.add("input '" + input.name() + "' must be of a type that can be fed (" + TensorType.labels()
                        + "; cast it inside the model): is " + input.type());
            } else if (input.shape().equals("[]")) {
                problems.add(
                        "input '" + input.name() + "' must have a dimension for the rows: is a single value (make it"
                                + " a constant of the model, or an input of shape [N, 1])");
            }
        }
        if (graph.outputs().stream().noneMatch(NewModel::isReadable)) {
            problems.add("an output must be numbers, texts, or maps of classes (ZipMap): are " + graph.outputs());
        }
        if (!problems.isEmpty()) {
            throw new ModelRefusedException(RefusalStage.CONTRACT, problems);
        }
    }

    private static boolean isReadable(GraphSummary.Port output) {
        return output.type().equals("sequence")
                || TYPES.stream().anyMatch(type -> type.label().equals(output.type()));
    }

    /** The manifest as far as the file tells. */
    public ManifestDraft draft(String name, String version) {
        ManifestDraft.Version described = new ManifestDraft.Version(name, version, sha256);
        return trees.map(converted -> converted.draft(described))
                .orElseGet(() -> ManifestDraft.of(described, graph, classes));
    }
}
