package io.riffle.watch.outcome;

import io.riffle.model.deployment.Experiment;
import io.riffle.model.deployment.Variant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An experiment while its weights are these.
 *
 * @param weights in percent by variant, the first one is the baseline
 */
record ExperimentPhase(String experiment, Map<String, Integer> weights) {
    static ExperimentPhase of(Experiment experiment) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (Variant variant : experiment.variants()) {
            weights.put(variant.name(), variant.weight());
        }
        return new ExperimentPhase(experiment.name(), weights);
    }

    /** The weights, whatever the order of the variants. */
    String key() {
        return new TreeMap<>(weights).toString();
    }
}
