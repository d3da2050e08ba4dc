package io.riffle.window;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A declared history feature: aggregates of one event field over the last {@code over} of an entity's event time. The
 * window ends with the bucket the event falls into and is made of buckets of length {@code every}, aligned to the
 * epoch; {@code every == over} gives tumbling windows. The event itself is included.
 */
public record WindowSpec(String name, String of, Duration over, Duration every, List<Aggregate> aggregates) {
    public static final Duration SHORTEST = Duration.ofSeconds(10);
    public static final Duration LONGEST = Duration.ofDays(7);

    public WindowSpec {
        aggregates = List.copyOf(aggregates);
    }

    /** The feature that holds one aggregate, for example {@code amount_1h_sum}. */
    public String featureName(Aggregate aggregate) {
        return name + "_" + aggregate.name().toLowerCase(Locale.ROOT);
    }
}
