package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a pipeline begins to read at its first start, as Kafka's {@code auto.offset.reset} says it. Kafka would ask it again
 * wherever a position is lost, and leave events out then; here it holds once, and what is lost is read from the beginning.
 *
 * @param back how long before the start; empty for the beginning of the topics, zero for their end
 */
public record StartingPoint(Optional<Duration> back) {
    /** The beginning of the topics. */
    public static final StartingPoint EARLIEST = new StartingPoint(Optional.empty());

    static final String KEY = "auto.offset.reset";

    /** Names under which Kafka takes it, the one that wins first. */
    private static final List<String> NAMES = List.of("main.consumer." + KEY, "consumer." + KEY, KEY);

    private static final String BY_DURATION = "by_duration:";

    /** What valid properties say. */
    static StartingPoint of(Map<String, String> properties) {
        return NAMES.stream()
                .filter(properties::containsKey)
                .findFirst()
                .flatMap(name -> read(properties.getOrDefault(name, "")))
                .orElse(EARLIEST);
    }

    static void check(Violations violations, Map<String, String> properties) {
        for (String name : NAMES) {
            String given = properties.getOrDefault(name, "earliest");
            if (read(given).isEmpty()) {
                violations.add(
                        "properties." + name,
                        "must be earliest, latest or by_duration: with a time such as PT1H: was '" + given + "'");
            }
        }
    }

    static boolean isName(String name) {
        return NAMES.contains(name);
    }

    private static Optional<StartingPoint> read(String text) {
        if (text.equals("earliest")) {
            return Optional.of(EARLIEST);
        }
        if (text.equals("latest")) {
            return Optional.of(new StartingPoint(Optional.of(Duration.ZERO)));
        }
        try {
            return Optional.of(text)
                    .filter(given -> given.startsWith(BY_DURATION))
                    .map(given -> Duration.parse(given.substring(BY_DURATION.length())))
                    .filter(back -> !back.isNegative() && !back.isZero())
                    .map(back -> new StartingPoint(Optional.of(back)));
        } catch (DateTimeParseException noDuration) {
            return Optional.empty();
        }
    }
}
