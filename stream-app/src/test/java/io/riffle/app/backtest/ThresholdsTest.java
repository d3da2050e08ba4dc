package io.riffle.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelTask;
import io.riffle.model.folder.OutputSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final Thresholds NONE = new Thresholds(null, null, null, null, 0);

    private static final ModelContract CONTRACT = new ModelContract(
            ModelTask.BINARY_CLASSIFICATION, List.of(), new OutputSpec("p", 0, Optional.empty(), List.of(), List.of()));

    @Test
    void result_passes_whenNothingIsAsked() {
        assertThat(NONE.failures(result(2, 0.9, 0.9, 10, 20))).isEmpty();
    }

    @Test
    void result_fails_whenNothingWasCompared() {
        BacktestResult empty = new BacktestResult(
                figures(0, Map.of(), Double.NaN),
                figures(0, Map.of(), Double.NaN),
                new BacktestResult.Counts(5, 0, 5, 0, 0L),
                Map.of(),
                List.of(),
                List.of());
        assertThat(NONE.failures(empty))
                .containsExactly("at least one event must be scored by both versions: none of 5");
    }

    @Test
    void eachLimit_isJudged_atItsEdgeAndBehindIt() {
        BacktestResult result = result(0, 0.90, 0.93, 30, 20);
        assertThat(new Thresholds(0.04, 0.25, 1.5, 0.031, 0).failures(result)).isEmpty();
        assertThat(new Thresholds(0.039, 0.2, 1.4, 0.02, 0).failures(result))
                .containsExactly(
                        "flip rate must be at most 0.039: was 0.0400000",
                        "score difference must be at most 0.2: was 0.250000",
                        "slowdown must be at most 1.4: was 1.50000",
                        "loss of auc must be at most 0.02: was 0.0300000");
    }

    /** A better candidate loses nothing; one that fails on more rows than the baseline is refused without being asked. */
    @Test
    void failedRows_countOnlyWhereTheCandidateHasMore() {
        assertThat(new Thresholds(null, null, null, 0.0, 0).failures(result(0, 0.95, 0.93, 10, 20)))
                .isEmpty();
        assertThat(NONE.failures(result(3, 0.9, 0.9, 10, 20)))
                .containsExactly("rows that only the candidate fails on must be at most 0: were 1");
    }

    @Test
    void whatCannotBeTold_doesNotPass() {
        BacktestResult untimed = new BacktestResult(
                figures(2, Map.of(), Double.NaN),
                figures(2, Map.of(), 5),
                new BacktestResult.Counts(5, 5, 0, 0, 0L),
                Map.of(),
                List.of(),
                List.of());
        assertThat(new Thresholds(null, null, 9.0, 0.5, 0).failures(untimed))
                .containsExactly(
                        "slowdown must be at most 9.0: was NaN",
                        "labels must be there where a metric is asked for: there are none");
    }

    private static BacktestResult result(
            long failed, double auc, double baselineAuc, double micros, double baselineMicros) {
        return new BacktestResult(
                figures(failed, Map.of("auc", auc), micros),
                figures(2, Map.of("auc", baselineAuc), baselineMicros),
                new BacktestResult.Counts(110, 100, 8, 100, 4L),
                Map.of("p50", 0.1, "max", 0.25),
                List.of(),
                List.of());
    }

    private static VersionFigures figures(long failed, Map<String, Double> metrics, double micros) {
        return new VersionFigures(new Version("1", CONTRACT, 10), failed, micros, micros, metrics);
    }
}
