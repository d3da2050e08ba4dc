package io.riffle.config;

import io.riffle.schema.DeadLetterReason;
import io.riffle.settings.Violations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the data of a window is expected to be like. Shares are of all events, from 0 to 1.
 *
 * @param judging of windows; a day is a multiple of one, and of a window with few events only their number is judged
 * @param rejected expected share of dead letters
 * @param duplicates expected share of events that came before
 * @param freshness empty if the age of events is reported only
 * @param reasons expected share of dead letters of single reasons
 * @param fields expected shares of faults, by field
 */
public record QualityConfig(
        JudgingConfig judging,
        double rejected,
        double duplicates,
        Optional<Freshness> freshness,
        VolumeConfig volume,
        Map<DeadLetterReason, Double> reasons,
        Map<String, Map<FieldFault, Double>> fields) {
    /** A year of hours is not more memory than a state store on the heap should take. */
    private static final int MOST_WINDOWS = 5_000;

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);

    /** At most this share of events may be older than that when they arrive. */
    public record Freshness(Duration within, double share) {}

    public QualityConfig {
        reasons = Map.copyOf(reasons);
        fields = Map.copyOf(fields);
        Duration window = judging.window();
        boolean divides = window.toMillis() > 0 && DAY.toMillis() % window.toMillis() == 0;
        Violations violations = Violations.in("quality")
                .check(divides, "window", "must divide a day", window)
                .check(window.compareTo(SHORTEST) >= 0, "window", "must be at least 10s", window)
                .notNegative("grace", judging.grace())
                .atMost("grace", judging.grace(), DAY);
        judging.checkAlarms("quality", violations);
        violations
                .atLeast("volume.days", volume.days(), 1)
                .atLeast("volume.min-days", volume.minDays(), 2)
                .atMost("volume.min-days", volume.minDays(), volume.days())
                .check(volume.minChange() >= 0, "volume.min-change", "must be at least 0", volume.minChange());
        if (divides && window.compareTo(SHORTEST) >= 0) {
            long most = Math.max(1, MOST_WINDOWS / (DAY.toMillis() / window.toMillis()));
            violations.check(
                    volume.days() <= most,
                    "volume.days",
                    "must be at most " + most + " for windows of " + window,
                    volume.days());
        }
        share(violations, "rejected", rejected);
        share(violations, "duplicates", duplicates);
        freshness.ifPresent(given -> {
            violations.positive("freshness.within", given.within());
            share(violations, "freshness.share", given.share());
        });
        reasons.forEach((reason, value) -> share(violations, "reasons." + key(reason), value));
        fields.forEach((field, faults) ->
                faults.forEach((fault, value) -> share(violations, "fields." + field + "." + fault.key(), value)));
        violations.throwIfAny();
    }

    /** Hours, a fiftieth of dead letters, a hundredth of duplicates, and nothing about single fields. */
    public static final QualityConfig DEFAULT = new QualityConfig(
            new JudgingConfig(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(30), 0.02, 200),
            0.02,
            0.01,
            Optional.empty(),
            volume(Duration.ofHours(1)),
            Map.of(),
            Map.of());

    /** As many of five weeks as windows of this length allow: three tell a weekday, and holidays are left out. */
    static VolumeConfig volume(Duration window) {
        long perDay = window.toMillis() > 0 ? Math.max(1, DAY.toMillis() / window.toMillis()) : 1;
        int days = (int) Math.max(2, Math.min(35, MOST_WINDOWS / perDay));
        return new VolumeConfig(days, Math.min(7, days), 0.5);
    }

    /** How many windows a day has. */
    public int windowsPerDay() {
        return (int) (DAY.toMillis() / window().toMillis());
    }

    /** Event time that is counted together. */
    public Duration window() {
        return judging.window();
    }

    /** The expectations of fields, in the order of their names. */
    public Map<String, Map<FieldFault, Double>> fieldsInOrder() {
        return new TreeMap<>(fields);
    }

    static String key(DeadLetterReason reason) {
        return reason.label().replace('_', '-');
    }

    private static void share(Violations violations, String key, double value) {
        violations.check(value >= 0 && value <= 1, key, "must be from 0 to 1", value);
    }
}
