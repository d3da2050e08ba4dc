package io.riffle.config;

import io.riffle.config.settings.DurationText;
import io.riffle.config.settings.Violations;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How labels meet the events they belong to, and what is made of them. Without this section nothing is remembered.
 *
 * @param retention how long a scored event waits for its label, and for corrections
 * @param waiting how long a label waits for its event
 * @param truth what a label says
 * @param positive the labels that mean yes, for {@link Truth#BINARY}
 * @param threshold the score from which the answer counts as yes
 * @param success what an experiment counts
 * @param window length of the windows of event time that performance is measured in
 * @param reportEvery how often changed windows and experiments are published
 */
public record OutcomesConfig(
        Duration retention,
        Duration waiting,
        Truth truth,
        List<String> positive,
        double threshold,
        Success success,
        Duration window,
        Duration reportEvery) {
    /** What a label says: yes or no, or a number. */
    public enum Truth {
        BINARY,
        REGRESSION
    }

    /** What counts as a success in an experiment: a right answer, or a label that means yes (a conversion). */
    public enum Success {
        CORRECT,
        POSITIVE
    }

    public OutcomesConfig {
        positive = List.copyOf(positive);
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
                .throwIfAny();
    }

    public static final OutcomesConfig DEFAULT = new OutcomesConfig(
            Duration.ofDays(7),
            Duration.ofHours(1),
            Truth.BINARY,
            List.of("1", "true"),
            0.5,
            Success.CORRECT,
            Duration.ofHours(1),
            Duration.ofSeconds(10));

    private static boolean atLeastASecond(Duration value) {
        return value.compareTo(Duration.ofSeconds(1)) >= 0;
    }

    /** Whether a label means yes. */
    public boolean isPositive(String truth) {
        return positive.contains(truth);
    }
}
