package io.riffle.app.cli.topics;

import io.riffle.app.topic.ExistingTopic;
import io.riffle.app.topic.TopicSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of one topic, or would become. */
record TopicOutcome(TopicSpec topic, Status status, List<String> differences) {
    /** WEAKER: it exists and offers less than declared; EXISTS: it offers as much or more. */
    enum Status {
        CREATED,
        MISSING,
        EXISTS,
        WEAKER
    }

    TopicOutcome {
        differences = List.copyOf(differences);
    }

    static TopicOutcome of(TopicSpec topic, Status status) {
        return new TopicOutcome(topic, status, List.of());
    }

    static TopicOutcome ofExisting(TopicSpec topic, ExistingTopic existing) {
        Status status = existing.isWeakerThan(topic) ? Status.WEAKER : Status.EXISTS;
        return new TopicOutcome(topic, status, existing.differences(topic));
    }

    List<String> row() {
        String differing = String.join("; ", differences);
        return List.of(topic.name(), topic.purpose(), Integer.toString(topic.partitions()), label(), differing);
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topic", topic.name());
        fields.put("purpose", topic.purpose());
        fields.put("partitions", topic.partitions());
        fields.put("replication", topic.replication());
        fields.put("status", label());
        fields.put("differences", differences);
        return fields;
    }

    private String label() {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
