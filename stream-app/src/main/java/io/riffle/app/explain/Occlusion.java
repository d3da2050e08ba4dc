package io.riffle.app.explain;

import io.riffle.app.explain.Contributions.Contribution;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Contributions by occlusion: in one batch the row as it was, one row per feature with the typical value in its place, and one
 * row with all of them. For a linear model (a logistic one on the scale of the logit) that is exact, not an
 * approximation: only the weighted difference of one feature is left between two rows. The last row tells whether
 * it is so.
 */
final class Occlusion {
    private static final double CERTAIN = 1e-7;

    /** Scores are floats: their logits differ by this much if nothing does. */
    private static final double ROUNDING = 1e-3;

    private final FeatureSchema schema;
    private final boolean classes;

    /** @param classes whether the score is a probability */
    Occlusion(FeatureSchema schema, boolean classes) {
        this.schema = schema;
        this.classes = classes;
    }

    /**
     * Scores all rows at once.
     *
     * @param values Double or String by feature; what is not in there is missing
     * @param typical the value to be put in the place of each feature that is asked about
     * @throws IllegalArgumentException if the model fails on the row or on the typical one
     */
    Contributions of(Scorer scorer, Map<String, Object> values, Map<String, Object> typical) {
        List<String> features = new ArrayList<>(typical.keySet());
        int rows = features.size() + 2;
        FeatureTable table = new FeatureTable(schema, rows);
        fill(table, 0, values);
        for (int i = 0; i < features.size(); i++) {
            Map<String, Object> occluded = new LinkedHashMap<>(values);
            occluded.put(features.get(i), Objects.requireNonNull(typical.get(features.get(i))));
            fill(table, i + 1, occluded);
        }
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(typical);
        fill(table, rows - 1, all);
        try (Scorer.Run run = scorer.open(rows)) {
            return read(run.score(table, rows), features, typical);
        }
    }

    private Contributions read(ScoreResult result, List<String> features, Map<String, Object> typical) {
        int last = features.size() + 1;
        if (result.failures().containsKey(0) || result.failures().containsKey(last)) {
            throw new IllegalArgumentException("the model must score the event again, and a typical one: failed");
        }
        double whole = scale(result.scores()[0]);
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            if (!result.failures().containsKey(i + 1)) {
                double score = result.scores()[i + 1];
                Object reference = Objects.requireNonNull(typical.get(features.get(i)));
                contributions.add(new Contribution(features.get(i), reference, score, whole - scale(score)));
            }
        }
        double sum =
                contributions.stream().mapToDouble(Contribution::contribution).sum();
        double difference = whole - scale(result.scores()[last]);
        boolean exact = contributions.size() == features.size()
                && !saturated(result, last)
                && Math.abs(sum - difference) <= ROUNDING * (1 + Math.abs(difference));
        contributions.sort(Comparator.comparingDouble(each -> -Math.abs(each.contribution())));
        return new Contributions(classes ? "logit" : "value", result.scores()[last], exact, contributions);
    }

    /** Behind a probability of 0 or 1 nothing can be seen. */
    private boolean saturated(ScoreResult result, int last) {
        boolean saturated = false;
        for (int row = 0; classes && row <= last; row++) {
            double score = result.scores()[row];
            saturated |= score <= CERTAIN || score >= 1 - CERTAIN;
        }
        return saturated;
    }

    private double scale(double score) {
        if (!classes) {
            return score;
        }
        double bounded = Math.min(1 - CERTAIN, Math.max(CERTAIN, score));
        return Math.log(bounded / (1 - bounded));
    }

    private void fill(FeatureTable table, int row, Map<String, Object> values) {
        values.forEach((feature, value) -> {
            int column = schema.column(feature);
            if (value instanceof Double number) {
                table.number(column, row, number);
            } else {
                table.text(column, row, value.toString());
            }
        });
    }
}
