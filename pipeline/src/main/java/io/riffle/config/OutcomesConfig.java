package io.riffle.config;

import static io.riffle.stats.PerformanceMeasure.ACCURACY;
import static io.riffle.stats.PerformanceMeasure.AVERAGE_PRECISION;
import static io.riffle.stats.PerformanceMeasure.BRIER;
import static io.riffle.stats.PerformanceMeasure.CALIBRATION_ERROR;
import static io.riffle.stats.PerformanceMeasure.F1;
import static io.riffle.stats.PerformanceMeasure.KAPPA;
import static io.riffle.stats.PerformanceMeasure.LOG_LOSS;
import static io.riffle.stats.PerformanceMeasure.MAE;
import static io.riffle.stats.PerformanceMeasure.MCC;
import static io.riffle.stats.PerformanceMeasure.PRECISION;
import static io.riffle.stats.PerformanceMeasure.R2;
import static io.riffle.stats.PerformanceMeasure.RECALL;
import static io.riffle.stats.PerformanceMeasure.RMSE;
import static io.riffle.stats.PerformanceMeasure.ROC_AUC;
import static io.riffle.stats.PerformanceMeasure.TOP_2_ACCURACY;

import io.riffle.settings.DurationText;
import io.riffle.settings.Violations;
import io.riffle.stats.PerformanceMeasure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How labels meet the events they belong to, and what is made of them. Without this section nothing is remembered.
 *
 * @param retention how long a scored event waits for its label, and for corrections
 * @param waiting how long a label waits for its event
 * @param answers when an answer is right
 * @param success what an experiment counts
 * @param window length of the windows of event time that performance is measured in
 * @param reportEvery how often changed windows and experiments are published
 * @param judging when windows of performance raise alarms
 */
public record OutcomesConfig(
        Duration retention,
        Duration waiting,
        Answers answers,
        Success success,
        Duration window,
        Duration reportEvery,
        Judging judging) {
    /** What a label says: yes or no, a number, or one of several classes. */
    public enum Truth {
        BINARY,
        REGRESSION,
        MULTICLASS;

        /** What can be measured. */
        public Set<PerformanceMeasure> measures() {
            return switch (this) {
                case BINARY ->
                    EnumSet.of(
                            ROC_AUC,
                            AVERAGE_PRECISION,
                            ACCURACY,
                            PRECISION,
                            RECALL,
                            F1,
                            MCC,
                            KAPPA,
                            LOG_LOSS,
                            BRIER,
                            CALIBRATION_ERROR);
                case REGRESSION -> EnumSet.of(MAE, RMSE, R2);
                case MULTICLASS -> EnumSet.of(ACCURACY, TOP_2_ACCURACY, PRECISION, RECALL, F1, LOG_LOSS);
            };
        }
    }

    /**
     * When an answer is right.
     *
     * @param truth what a label says
     * @param positive the labels that mean yes, for {@link Truth#BINARY}
     * @param threshold the score from which the answer counts as yes
     */
    public record Answers(Truth truth, List<String> positive, double threshold) {
        public Answers {
            positive = List.copyOf(positive);
        }
    }

    /**
     * When performance is held against the baseline of the model's manifest.
     *
     * @param after how long after the end of a window its labels are awaited
     * @param falseAlarmEvery on average at most one false alarm for so long, over all measures and windows of a version
     * @param minEffect the least change that matters: of a share as it is, of a loss without an upper end five times as much,
     *     relative to the baseline
     * @param minRows windows with fewer outcomes are reported and not judged
     */
    public record Judging(Duration after, Duration falseAlarmEvery, double minEffect, int minRows) {
        public static final Judging DEFAULT = new Judging(Duration.ofHours(1), Duration.ofDays(30), 0.02, 200);

        public Judging {
            Violations.in("outcomes")
                    .notNegative("judge-after", after)
                    .positive("false-alarm-every", falseAlarmEvery)
                    .check(minEffect >= 0 && minEffect < 1, "min-effect", "must be from 0 to below 1", minEffect)
                    .atLeast("min-rows", minRows, 2)
                    .throwIfAny();
        }
    }

    /** What counts as a success in an experiment: a right answer, or a label that means yes (a conversion). */
    public enum Success {
        CORRECT,
        POSITIVE
    }

    public OutcomesConfig {
        List<String> positive = answers.positive();
        double threshold = answers.threshold();
        Violations.in("outcomes")
                .check(atLeastASecond(retention), "retention", "must be at least 1s", DurationText.format(retention))
                .atMost("retention", retention, Duration.ofDays(90))
                .check(atLeastASecond(waiting), "waiting", "must be at least 1s", DurationText.format(waiting))
                .check(
                        waiting.compareTo(retention) <= 0,
                        "waiting",
                        "must not be longer than outcomes.retention",
                        DurationText.format(waiting))
                .check(!positive.isEmpty(), "positive", "must name at least one label", positive)
                .check(
                        Set.copyOf(positive).size() == positive.size(),
                        "positive",
                        "must differ from each other",
                        positive)
                .check(threshold > 0 && threshold < 1, "threshold", "must lie between 0 and 1", threshold)
                .check(atLeastASecond(window), "window", "must be at least 1s", DurationText.format(window))
                .positive("report-every", reportEvery)
                .check(
                        judging.falseAlarmEvery().compareTo(window) >= 0,
                        "false-alarm-every",
                        "must be at least as long as outcomes.window",
                        DurationText.format(judging.falseAlarmEvery()))
                .throwIfAny();
    }

    public static final OutcomesConfig DEFAULT = new OutcomesConfig(
            Duration.ofDays(7),
            Duration.ofHours(1),
            new Answers(Truth.BINARY, List.of("1", "true"), 0.5),
            Success.CORRECT,
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            Judging.DEFAULT);

    private static boolean atLeastASecond(Duration value) {
        return value.compareTo(Duration.ofSeconds(1)) >= 0;
    }

    public Truth truth() {
        return answers.truth();
    }

    public List<String> positive() {
        return answers.positive();
    }

    public double threshold() {
        return answers.threshold();
    }

    /** How long after its end a window can get outcomes. */
    public Duration kept() {
        return retention.plus(judging.after());
    }

    /** Windows that can still get outcomes, beyond the newest one. */
    public int keptWindows() {
        return Math.toIntExact(1 + kept().toMillis() / window.toMillis());
    }

    /** Whether a label means yes. */
    public boolean isPositive(String truth) {
        return positive().contains(truth);
    }
}
