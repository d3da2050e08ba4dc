package io.riffle.app.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate must hold to pass; what is null is not asked.
 *
 * @param flipRate largest share of events whose label differs
 * @param difference largest distance between two scores of an event
 * @param slowdown how many times as long as the baseline it may take per row
 * @param metricLoss how much worse than the baseline it may be: R2 of a regression, AUC, or accuracy of several classes
 * @param failedRows how many rows it may fail on that the baseline scores
 */
public record Thresholds(
        @Nullable Double flipRate,
        @Nullable Double difference,
        @Nullable Double slowdown,
        @Nullable Double metricLoss,
        long failedRows) {
    /** Of a version's metrics the first that it has says which one is better. */
    private static final List<String> DECISIVE = List.of("r2", "auc", "accuracy");

    List<String> failures(BacktestResult result) {
        List<String> failures = new ArrayList<>();
        if (result.compared() == 0) {
            failures.add("at least one event must be scored by both versions: none of " + result.events());
            return failures;
        }
        atMost(failures, "flip rate", flipRate, result.flipRate());
        atMost(failures, "score difference", difference, result.differences().getOrDefault("max", 0.0));
        atMost(failures, "slowdown", slowdown, result.slowdown());
        loss(failures, result);
        long more = result.candidate().failed() - result.baseline().failed();
        if (more > failedRows) {
            failures.add("rows that only the candidate fails on must be at most " + failedRows + ": were " + more);
        }
        return failures;
    }

    private void loss(List<String> failures, BacktestResult result) {
        if (metricLoss == null) {
            return;
        }
        String metric = DECISIVE.stream()
                .filter(result.baseline().metrics()::containsKey)
                .findFirst()
                .orElse("");
        Double before = result.baseline().metrics().get(metric);
        Double after = result.candidate().metrics().get(metric);
        if (before == null || after == null) {
            failures.add("labels must be there where a metric is asked for: there are none");
            return;
        }
        atMost(failures, "loss of " + metric, metricLoss, before - after);
    }

    /** What cannot be told does not pass. */
    private static void atMost(List<String> failures, String what, @Nullable Double limit, double found) {
        if (limit != null && !(found <= limit)) {
            failures.add(String.format(Locale.ROOT, "%s must be at most %s: was %.6g", what, limit, found));
        }
    }
}
