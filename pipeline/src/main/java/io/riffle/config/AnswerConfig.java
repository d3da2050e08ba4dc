package io.riffle.config;

import io.riffle.config.alerting.AlertRule;
import java.util.List;

/** Which models answer, what a prediction carries, and which scores raise an alert at once. */
public record AnswerConfig(ModelsConfig models, PredictionsConfig predictions, List<AlertRule> alerts) {
    public AnswerConfig {
        alerts = List.copyOf(alerts);
    }

    AnswerConfig inJson() {
        return new AnswerConfig(models, new PredictionsConfig(predictions.includeFeatures()), alerts);
    }
}
