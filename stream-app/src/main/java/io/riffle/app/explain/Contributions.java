package io.riffle.app.explain;

import java.util.List;

/**
 * What each feature did to a score, compared with its typical value at training.
 *
 * @param unit {@code logit} for classes, {@code value} for numbers
 * @param typical the score of a row whose features are all typical
 * @param exact whether the contributions add up to the difference from the typical row: then the model is linear in
 *     its features (on that scale) and each is its weight times the difference of its transformed value
 * @param features strongest first
 */
record Contributions(String unit, double typical, boolean exact, List<Contribution> features) {
    Contributions {
        features = List.copyOf(features);
    }

    /**
     * One feature.
     *
     * @param reference its typical value, a Double or a String
     * @param score of the row with the typical value in its place
     * @param contribution positive where the event's value raised the score
     */
    record Contribution(String feature, Object reference, double score, double contribution) {}
}
