package io.riffle.model.trees;

import io.riffle.model.folder.ModelTask;
import java.util.Arrays;
import java.util.Set;

/**
 * What LightGBM makes of its sums under an objective.
 *
 * @param slope what sums are multiplied with first
 */
record LightgbmObjective(Link link, ModelTask task, double slope) {
    private static final Set<String> PLAIN = Set.of(
            "regression",
            "regression_l2",
            "regression_l1",
            "huber",
            "fair",
            "quantile",
            "mape",
            "lambdarank",
            "rank_xendcg");
    private static final Set<String> EXPONENTIAL = Set.of("poisson", "gamma", "tweedie");

    /**
     * Reads the line of the file.
     *
     * @param line such as {@code binary sigmoid:1}
     * @throws IllegalArgumentException if nothing is known of it
     */
    static LightgbmObjective of(String line) {
        String[] words = line.strip().split("\\s+", -1);
        String name = words[0];
        return switch (name) {
            case "binary" -> new LightgbmObjective(Link.LOGISTIC, ModelTask.BINARY_CLASSIFICATION, slope(words));
            case "multiclass" -> new LightgbmObjective(Link.SOFTMAX, ModelTask.MULTICLASS_CLASSIFICATION, 1);
            case "multiclassova" ->
                new LightgbmObjective(Link.LOGISTIC, ModelTask.MULTICLASS_CLASSIFICATION, slope(words));
            case "cross_entropy" -> new LightgbmObjective(Link.LOGISTIC, ModelTask.REGRESSION, 1);
            case "cross_entropy_lambda" -> new LightgbmObjective(Link.SOFTPLUS, ModelTask.REGRESSION, 1);
            default -> number(name, Arrays.asList(words).contains("sqrt"));
        };
    }

    private static LightgbmObjective number(String name, boolean squareRoot) {
        if (EXPONENTIAL.contains(name)) {
            return new LightgbmObjective(Link.EXPONENTIAL, ModelTask.REGRESSION, 1);
        }
        if (PLAIN.contains(name)) {
            return new LightgbmObjective(squareRoot ? Link.SIGNED_SQUARE : Link.IDENTITY, ModelTask.REGRESSION, 1);
        }
        throw new IllegalArgumentException(
                "the objective must be one that LightGBM knows by itself: is '" + name + "'");
    }

    private static double slope(String[] words) {
        return Arrays.stream(words)
                .filter(word -> word.startsWith("sigmoid:"))
                .mapToDouble(word -> LightgbmSection.number("objective", word.substring("sigmoid:".length())))
                .findFirst()
                .orElse(1);
    }
}
