package io.riffle.app.deploy;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.folder.ManifestDraft;
import io.riffle.model.folder.ManifestReader;
import io.riffle.model.folder.ModelStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Adds a bare model file as a version of a pipeline, with a draft of its manifest; by command and by HTTP alike. */
public final class Registration {
    private final Pipeline pipeline;
    private final ModelStore store;
    private final String version;
    private final String name;
    private final GivenReference reference;

    /**
     * A version to come.
     *
     * @param name the model's; the pipeline's if it is empty
     * @param reference for its manifest
     * @throws IllegalArgumentException if the version or the name may not be called so
     * @throws IOException if the version is there already
     */
    public Registration(Pipeline pipeline, String version, Optional<String> name, GivenReference reference)
            throws UserProblem, IOException {
        this.pipeline = pipeline;
        this.version = called("version", version);
        this.name = called("name", name.orElse(pipeline.name()));
        this.reference = reference;
        store = new ModelStore(pipeline.models().directory(), ModelVersions.registry(pipeline));
        store.requireNew(version);
    }

    private static String called(String what, String text) {
        if (!ManifestReader.isName(text)) {
            throw new IllegalArgumentException("the " + what
                    + " must be up to 100 letters, digits, '.', '_' and '-', the first a letter or digit: was " + text);
        }
        return text;
    }

    /** Bytes that a model file may have. */
    long maxBytes() {
        return pipeline.models().maxBytes();
    }

    /**
     * What came of it.
     *
     * @param folder empty if nothing was written
     */
    public record Result(String version, String folder, ManifestDraft draft) {
        public boolean written() {
            return !folder.isEmpty();
        }

        /** As JSON shows it. */
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("version", version);
            fields.put("folder", folder);
            fields.put("written", written());
            fields.put("fill_in", draft.toFillIn());
            fields.put("manifest", draft.text());
            return fields;
        }
    }

    /** Writes the version's folder as a whole, or nothing. */
    public Result add(NewModel model) throws IOException {
        ManifestDraft draft = draft(model);
        return new Result(
                version, store.add(version, draft.text(), model.files()).toString(), draft);
    }

    /** Says what {@link #add} would write. */
    public Result dryRun(NewModel model) {
        return new Result(version, "", draft(model));
    }

    private ManifestDraft draft(NewModel model) {
        return reference.addedTo(model.draft(name, version));
    }
}
