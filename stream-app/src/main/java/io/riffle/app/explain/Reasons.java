package io.riffle.app.explain;

import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.feature.ColumnSpec;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ReferenceProfile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what the features of an event did to its score, or why that cannot be said. */
final class Reasons {
    private final Pipeline pipeline;
    private final ScorerUse scorers;

    Reasons(Pipeline pipeline, ScorerUse scorers) {
        this.pipeline = pipeline;
        this.scorers = scorers;
    }

    /** @throws UserProblem with what is missing */
    Contributions of(String version, List<FeatureFact> facts) throws UserProblem {
        ModelManifest manifest = manifest(version);
        ReferenceProfile reference = manifest.reference()
                .orElseThrow(() -> new UserProblem("version " + version
                        + " must have a reference profile to compare with (riffle drift reference makes one)"));
        Map<String, Object> values = new HashMap<>();
        Map<String, Object> typical = new LinkedHashMap<>();
        TypicalValues usual = new TypicalValues(reference);
        for (String feature : features(manifest)) {
            known(feature, facts).ifPresent(value -> values.put(feature, value));
            usual.of(feature).ifPresent(value -> typical.put(feature, value));
        }
        Occlusion occlusion = new Occlusion(pipeline.schema(), manifest.task().isClassification());
        try {
            return scorers.with(version, scorer -> occlusion.of(scorer, values, typical));
        } catch (IllegalArgumentException failed) {
            throw new UserProblem(String.valueOf(failed.getMessage()), failed);
        }
    }

    private ModelManifest manifest(String version) throws UserProblem {
        try {
            return ModelVersions.registry(pipeline).open(version).manifest();
        } catch (ModelRefusedException gone) {
            throw new UserProblem(String.valueOf(gone.getMessage()), gone);
        }
    }

    private static List<String> features(ModelManifest manifest) {
        return manifest.inputs().stream()
                .flatMap(input -> input.columns().stream())
                .map(ColumnSpec::features)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Empty where the feature was missing, which is knowledge too. */
    private static Optional<Object> known(String feature, List<FeatureFact> facts) throws UserProblem {
        for (FeatureFact fact : facts) {
            if (fact.feature().name().equals(feature)) {
                if (!fact.isKnown()) {
                    throw new UserProblem(
                            "all features of the model must be known: " + feature + " is not (" + fact.from() + ")");
                }
                return Optional.ofNullable(fact.value());
            }
        }
        throw new UserProblem("all features of the model must be declared: " + feature + " is not");
    }
}
