package io.riffle.config;

import java.util.List;

/** What a prediction record carries besides the score: the values of these features. */
public record PredictionsConfig(List<String> includeFeatures) {
    public static final PredictionsConfig DEFAULT = new PredictionsConfig(List.of());

    public PredictionsConfig {
        includeFeatures = List.copyOf(includeFeatures);
    }
}
