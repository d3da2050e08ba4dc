package io.riffle.app.deploy;

import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.FileModelRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an operator must know about the outcomes of versions whose task is another than what labels say: they are measured all
 * the same, by what is declared.
 */
public final class OutcomeNotes {
    private final Optional<LabelMeaning> labels;
    private final FileModelRegistry registry;

    public OutcomeNotes(Pipeline pipeline, FileModelRegistry registry) {
        labels = pipeline.outcomes().map(declared -> new LabelMeaning(declared.answers()));
        this.registry = registry;
    }

    /** One line for each version that answers; none without outcomes, or if all suit them. Shadows are not measured. */
    public List<String> of(Deployment deployment) {
        List<String> notes = new ArrayList<>();
        deployment.versions().stream()
                .filter(version -> deployment.shadow().stream()
                        .noneMatch(shadow -> shadow.version().equals(version)))
                .forEach(version -> of(version).ifPresent(notes::add));
        return notes;
    }

    private Optional<String> of(String version) {
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        try {
            return labels.get()
                    .problem(version, registry.open(version).manifest().contract())
                    .map(problem -> "warning: " + problem + "; outcomes tell "
                            + labels.get().measured());
        } catch (ModelRefusedException unreadable) {
            return Optional.of(
                    "warning: whether labels suit version " + version + " is not known: " + unreadable.getMessage());
        }
    }
}
