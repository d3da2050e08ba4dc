package io.riffle.config;

import io.riffle.settings.DurationText;
import io.riffle.settings.Violations;
import io.riffle.window.WindowProblems;
import io.riffle.window.WindowSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What a declared window must be like, and how long its buckets are if nothing is said. */
final class WindowRules {

    private static final int USUAL_BUCKETS = 60;
    private static final long SHORTEST_BUCKET_MILLIS = 1_000;

    private WindowRules() {}

    static Violations check(WindowSpec window) {
        Duration over = window.over();
        Duration every = window.every();
        Violations violations = Violations.in("history.windows." + window.name())
                .check(!window.name().isBlank(), "name", "must not be blank", "'" + window.name() + "'")
                .notBlank("of", window.of())
                .check(
                        over.compareTo(WindowSpec.SHORTEST) >= 0 && over.compareTo(WindowSpec.LONGEST) <= 0,
                        "over",
                        "must be between 10s and 7d",
                        DurationText.format(over))
                .check(!window.aggregates().isEmpty(), "aggregates", "must name at least one aggregate", "none")
                .check(distinct(window), "aggregates", "must differ from each other", window.aggregates())
                .check(
                        every.compareTo(WindowProblems.SHORTEST_BUCKET) >= 0,
                        "every",
                        "must be at least 1s",
                        DurationText.format(every));
        if (every.toMillis() > 0) {
            checkBuckets(violations, over, every);
        }
        return violations;
    }

    private static void checkBuckets(Violations violations, Duration over, Duration every) {
        long buckets = over.toMillis() / every.toMillis();
        violations
                .check(
                        over.toMillis() % every.toMillis() == 0,
                        "over",
                        "must be a multiple of every (" + DurationText.format(every) + ")",
                        DurationText.format(over))
                .check(
                        buckets <= WindowProblems.MOST_BUCKETS,
                        "every",
                        "must cut the window into at most " + WindowProblems.MOST_BUCKETS + " buckets",
                        DurationText.format(every) + ", which makes " + buckets);
    }

    private static boolean distinct(WindowSpec window) {
        Set<Object> aggregates = new HashSet<>(window.aggregates());
        return aggregates.size() == window.aggregates().size();
    }

    /** The length of at least a second that divides the window and is closest, as a ratio, to a sixtieth of it. */
    static Duration usualEvery(Duration over) {
        long whole = over.toMillis();
        double wanted = Math.max(SHORTEST_BUCKET_MILLIS, (double) whole / USUAL_BUCKETS);
        long best = Math.max(whole, 1);
        for (long buckets = 2;
                buckets <= Math.min(WindowProblems.MOST_BUCKETS, whole / SHORTEST_BUCKET_MILLIS);
                buckets++) {
            long length = whole / buckets;
            if (whole % buckets == 0 && ratio((double) length, wanted) < ratio((double) best, wanted)) {
                best = length;
            }
        }
        return Duration.ofMillis(best);
    }

    private static double ratio(double left, double right) {
        return Math.max(left, right) / Math.min(left, right);
    }
}
