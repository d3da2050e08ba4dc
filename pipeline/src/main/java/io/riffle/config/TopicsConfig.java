package io.riffle.config;

import io.riffle.settings.Violations;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Topic names; partitions and replication are used by {@code riffle topics create} only.
 *
 * @param side the names of all {@link SideTopic}s
 */
public record TopicsConfig(
        String events,
        String predictions,
        String alerts,
        String deadLetters,
        Map<SideTopic, String> side,
        int partitions,
        int replication) {
    private static final String DEAD_LETTER_SUFFIX = ".dlq";
    private static final int LONGEST_NAME = 249;

    public TopicsConfig {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("events", events);
        names.put("predictions", predictions);
        names.put("alerts", alerts);
        names.put("dead-letters", deadLetters);
        side = Map.copyOf(side);
        for (SideTopic topic : SideTopic.values()) {
            names.put(topic.key(), String.valueOf(side.get(topic)));
        }
        Violations violations = Violations.in("topics")
                .atLeast("partitions", partitions, 1)
                .atMost("partitions", partitions, 10_000)
                .atLeast("replication", replication, 1)
                .atMost("replication", replication, Short.MAX_VALUE);
        Map<String, String> keys = new HashMap<>();
        names.forEach((key, name) -> {
            boolean follows = key.equals("dead-letters") && name.equals(deadLettersOf(events)) && !isTopicName(events);
            String rule = "must be a topic name of up to 249 letters, digits, '.', '_' and '-'";
            violations.check(follows || isTopicName(name), key, rule, "'" + name + "'");
            String other = keys.putIfAbsent(name, key);
            violations.check(other == null, key, "must differ from topics." + other, "'" + name + "' for both");
        });
        violations.throwIfAny();
    }

    /** The usual names of a pipeline, with 4 partitions and no replicas. */
    public static TopicsConfig of(String pipeline) {
        String events = pipeline + ".events.v1";
        return new TopicsConfig(
                events,
                pipeline + ".predictions.v1",
                pipeline + ".alerts.v1",
                deadLettersOf(events),
                SideTopic.namesFor(pipeline),
                4,
                1);
    }

    /** The name of a topic beside the way of an event. */
    public String of(SideTopic topic) {
        return Objects.requireNonNull(side.get(topic));
    }

    /** Where the dead letters of an events topic go, unless said otherwise. */
    public static String deadLettersOf(String events) {
        return events + DEAD_LETTER_SUFFIX;
    }

    static boolean isTopicName(String name) {
        return name.matches("[a-zA-Z0-9._-]+") && !name.matches("\\.{1,2}") && name.length() <= LONGEST_NAME;
    }
}
