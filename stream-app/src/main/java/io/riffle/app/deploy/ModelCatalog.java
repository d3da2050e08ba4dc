package io.riffle.app.deploy;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelFolder;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ReferenceCheck;
import io.riffle.model.graph.GraphInspector;
import io.riffle.model.graph.GraphSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What there is in a models directory, as fields in a stable order. */
public final class ModelCatalog {
    private final FileModelRegistry registry;
    private final long maxBytes;
    private final Map<String, List<String>> uses;

    /** @param deployment what is in use; decides what may be deleted */
    public ModelCatalog(Pipeline pipeline, FileModelRegistry registry, Deployment deployment) {
        this.registry = registry;
        maxBytes = pipeline.models().maxBytes();
        uses = VersionUse.of(deployment);
    }

    /** What a version is used as, such as {@code champion}; empty for one that may be deleted. */
    public List<String> uses(String version) {
        return uses.getOrDefault(version, List.of());
    }

    /** The version behind a name: a version, or an alias after {@code @}. */
    public String resolve(String name) throws UserProblem {
        return asked(() -> registry.resolve(name));
    }

    /** The names of all versions, the latest last. */
    List<String> versions() throws UserProblem {
        return asked(registry::versions);
    }

    /** The version of each alias. */
    Map<String, String> aliases() throws UserProblem {
        return asked(registry::aliases);
    }

    /** All versions in natural order, the latest last; one that cannot be read says why. */
    public List<Map<String, Object>> list() throws UserProblem {
        List<Map<String, Object>> versions = new ArrayList<>();
        Map<String, String> aliases = aliases();
        for (String version : versions()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("version", version);
            fields.put("aliases", aliases(aliases, version));
            fields.put("in_use", uses(version));
            try {
                ModelArtifact model = registry.open(version).read();
                fields.put("name", model.manifest().name());
                fields.put("task", model.manifest().task().label());
                fields.put("bytes", model.bytes().length);
                fields.put("sha256", model.manifest().sha256());
                fields.put("metrics", model.manifest().notes().metrics());
                fields.put("problem", "");
            } catch (ModelRefusedException refusal) {
                fields.put("problem", String.valueOf(refusal.getMessage()));
            }
            versions.add(fields);
        }
        return versions;
    }

    /** Everything about one version. */
    public Map<String, Object> details(String name) throws UserProblem {
        String version = resolve(name);
        ModelFolder folder = asked(() -> registry.open(version));
        ModelArtifact model = asked(folder::read);
        GraphSummary graph = asked(() -> {
            new GraphInspector(maxBytes).inspect(model.bytes());
            return GraphSummary.of(model.bytes());
        });
        ModelManifest manifest = model.manifest();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", manifest.name());
        fields.put("version", version);
        fields.put("aliases", aliases(aliases(), version));
        fields.put("in_use", uses(version));
        fields.put("description", manifest.notes().description());
        fields.put("task", manifest.task().label());
        fields.put("labels", manifest.output().labels());
        fields.put("metrics", manifest.notes().metrics());
        fields.put("inputs", graph.inputs().stream().map(Object::toString).toList());
        fields.put("outputs", graph.outputs().stream().map(Object::toString).toList());
        fields.put("opsets", graph.opsets());
        fields.put("ir_version", graph.irVersion());
        fields.put("producer", graph.producer());
        fields.put("nodes", graph.nodes());
        fields.put("parameters", graph.parameters());
        fields.put("bytes", model.bytes().length);
        fields.put("sha256", manifest.sha256());
        fields.put(
                "source",
                manifest.notes().source().map(source -> source.sha256()).orElse(""));
        fields.put("fingerprint", asked(folder::fingerprint));
        fields.put("golden_rows", manifest.golden().rows().size());
        fields.put(
                "reference_rows",
                manifest.reference().map(reference -> reference.rows()).orElse(0L));
        fields.put(
                "reference_problems",
                manifest.reference()
                        .map(reference -> ReferenceCheck.problems(reference, Instant.now()))
                        .orElse(List.of()));
        return fields;
    }

    /** The fields in which two versions differ, and both values; metrics one by one. */
    public List<Map<String, Object>> compare(String left, String right) throws UserProblem {
        Map<String, Object> a = flat(details(left));
        Map<String, Object> b = flat(details(right));
        Set<String> keys = new LinkedHashSet<>(a.keySet());
        keys.addAll(b.keySet());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String key : keys) {
            Object first = a.getOrDefault(key, "-");
            Object second = b.getOrDefault(key, "-");
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("field", key);
            row.put("left", first);
            row.put("right", second);
            row.put("same", Objects.equals(first, second));
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> flat(Map<String, Object> fields) {
        Map<String, Object> flat = new LinkedHashMap<>();
        fields.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, each) -> flat.put(key + "." + name, String.valueOf(each)));
            } else {
                flat.put(key, String.valueOf(value));
            }
        });
        return flat;
    }

    private static List<String> aliases(Map<String, String> aliases, String version) {
        return aliases.entrySet().stream()
                .filter(alias -> alias.getValue().equals(version))
                .map(Map.Entry::getKey)
                .toList();
    }

    private interface Question<T> {
        T answer() throws ModelRefusedException;
    }

    private static <T> T asked(Question<T> question) throws UserProblem {
        try {
            return question.answer();
        } catch (ModelRefusedException refusal) {
            throw new UserProblem(String.valueOf(refusal.getMessage()), refusal);
        }
    }
}
