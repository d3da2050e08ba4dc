package io.riffle.config;

import java.util.List;

/** What a prediction record carries besides the score: the values of these features; and what it is written in. */
public record PredictionsConfig(List<String> includeFeatures, PredictionFormat format) {
    public static final PredictionsConfig DEFAULT = new PredictionsConfig(List.of());

    public PredictionsConfig {
        includeFeatures = List.copyOf(includeFeatures);
    }

    /** Predictions in JSON. */
    public PredictionsConfig(List<String> includeFeatures) {
        this(includeFeatures, PredictionFormat.JSON);
    }
}
