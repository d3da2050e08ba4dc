package io.riffle.scoring;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.NearestKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the features that a model is bound to with those that the pipeline has. */
final class FeatureVersions {
    private FeatureVersions() {}

    /** Refuses a model that was trained with another version of a feature: the name alone does not say what it means. */
    static void check(Map<String, Long> bound, FeatureSchema schema) throws ModelRefusedException {
        List<String> problems = new ArrayList<>();
        bound.forEach((name, version) -> {
            int column = schema.column(name);
            if (column < 0) {
                List<String> names =
                        schema.features().stream().map(Feature::name).toList();
                problems.add(
                        "features: '" + name + "' must be a feature of the pipeline" + NearestKey.hint(name, names));
            } else if (schema.feature(column).version() != version) {
                problems.add("features: '" + name + "' must be of version " + version
                        + ", which the model was trained with: the pipeline has version "
                        + schema.feature(column).version());
            }
        });
        if (!problems.isEmpty()) {
            throw new ModelRefusedException(RefusalStage.CONTRACT, problems);
        }
    }
}
