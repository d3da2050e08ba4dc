package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How scored rows are compared with the reference profile of their model version.
 *
 * @param judging of windows, over all features and windows of a version
 * @param sliding a longer window, judged each time a window is over; zero for none
 * @param features those to be watched; none means all that the reference profile has, and the score
 * @param reportsTopic where the reports go
 * @param countsTopic where the counts of all partitions meet: one partition
 * @param withoutReference what becomes of a model version without a reference profile
 * @param season after how long the same is expected again
 * @param detectors what is also watched row by row, by feature, {@code score} or {@link #ERRORS}
 */
public record DriftConfig(
        JudgingConfig judging,
        Duration sliding,
        List<String> features,
        String reportsTopic,
        String countsTopic,
        WithoutReference withoutReference,
        Season season,
        Map<String, DriftDetector> detectors) {
    /** What becomes of a model version without a reference profile. */
    public enum WithoutReference {
        /** Its rows are not counted. */
        SKIP,
        /** Its first window with enough rows is what later ones are compared with. */
        FIRST_WINDOW
    }

    /** What recurs, in UTC. */
    public enum Season {
        /** Nothing: windows are compared with the reference, whatever the time. */
        NONE(1),
        /** What an hour of the day has, it has on other days. */
        HOUR_OF_DAY(1),
        /** What an hour of the week has, it has in other weeks. */
        HOUR_OF_WEEK(7);

        private final Duration period;

        Season(int days) {
            period = Duration.ofDays(days);
        }

        /** How much must have been seen before it is known what is usual. */
        public Duration period() {
            return period;
        }
    }

    /** Among detectors, the stream of right and wrong answers. */
    public static final String ERRORS = "errors";

    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final long MOST_PARTS = 168;

    public DriftConfig {
        features = List.copyOf(features);
        detectors = Map.copyOf(detectors);
        Duration window = judging.window();
        Violations violations = Violations.in("drift")
                .atMost("window", window, LONGEST)
                .check(window.compareTo(SHORTEST_WINDOW) >= 0, "window", "must be at least 1s", window)
                .notNegative("sliding", sliding)
                .notNegative("grace", judging.grace())
                .atMost("grace", judging.grace(), LONGEST)
                .positive("false-alarm-every", judging.falseAlarmEvery());
        judging.checkAlarms("drift", violations);
        violations
                .check(
                        TopicsConfig.isTopicName(reportsTopic),
                        "reports-topic",
                        "must be a topic name",
                        "'" + reportsTopic + "'")
                .check(
                        TopicsConfig.isTopicName(countsTopic) && !countsTopic.equals(reportsTopic),
                        "counts-topic",
                        "must be a topic name that differs from drift.reports-topic",
                        "'" + countsTopic + "'");
        if (!sliding.isZero() && !window.isZero()) {
            boolean multiple = sliding.toMillis() % window.toMillis() == 0 && sliding.compareTo(window) > 0;
            boolean few = sliding.toMillis() / window.toMillis() <= MOST_PARTS;
            violations.check(multiple && few, "sliding", "must be 2 to 168 times drift.window", sliding);
        }
        detectors.forEach((name, detector) -> violations.check(
                (detector == DriftDetector.DDM) == name.equals(ERRORS),
                "detectors." + name,
                "must be ddm for errors, and adwin or page-hinkley for anything else",
                detector.name().toLowerCase(Locale.ROOT)));
        violations.throwIfAny();
    }

    /** The defaults, for a pipeline of this name. */
    public static DriftConfig of(String pipeline) {
        return new DriftConfig(
                new JudgingConfig(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(30), 0.05, 200),
                Duration.ofHours(4),
                List.of(),
                pipeline + ".drift.v1",
                pipeline + ".window-counts.v1",
                WithoutReference.SKIP,
                Season.NONE,
                Map.of());
    }

    /** Whether features or the score are watched row by row. */
    public boolean watchesRows() {
        return detectors.keySet().stream().anyMatch(name -> !name.equals(ERRORS));
    }

    /** Whether a version without a reference profile is compared with its own first window. */
    public boolean learns() {
        return withoutReference == WithoutReference.FIRST_WINDOW;
    }

    /** How many windows make a sliding one; 0 if there is none. */
    public int windowsInSliding() {
        return Math.toIntExact(sliding.toMillis() / window().toMillis());
    }

    /** Event time that is counted together. */
    public Duration window() {
        return judging.window();
    }
}
