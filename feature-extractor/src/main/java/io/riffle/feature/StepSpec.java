package io.riffle.feature;

import java.util.Map;

/** One declared transform with its fitted parameters, for example {@code standard-scale {mean: 3.1, scale: 1.2}}. */
public record StepSpec(String name, Map<String, Object> parameters) {
    public StepSpec {
        parameters = Map.copyOf(parameters);
    }
}
