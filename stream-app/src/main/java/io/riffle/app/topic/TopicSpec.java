package io.riffle.app.topic;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** A topic as a pipeline needs it: the settings are those that differ from the broker's. */
public record TopicSpec(String purpose, String name, int partitions, int replication, Map<String, String> settings) {
    public TopicSpec {
        settings = Map.copyOf(settings);
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, partitions, (short) replication).configs(settings);
    }
}
