package io.riffle.app.topic;

import io.riffle.config.AlertAction;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.config.TopicsConfig;
import io.riffle.frame.RecordLimit;
import io.riffle.topology.RecordLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** A topic as a pipeline needs it: the settings are those that differ from the broker's. */
public record TopicSpec(String purpose, String name, int partitions, int replication, Map<String, String> settings) {
    /** Someone has to look at dead letters, which takes longer than reading predictions. */
    private static final long DEAD_LETTER_RETENTION_MILLIS = 30L * 24 * 3_600_000;

    /** Reports are the history that people ask about. */
    private static final Map<String, String> REPORTS =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(30L * 24 * 3_600_000));

    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private static final Map<String, String> AUDITED =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(365L * 24 * 3_600_000));

    /** Alerts with a life are the history that people ask about. */
    private static final Map<String, String> HISTORY =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(7L * 24 * 3_600_000));

    /** The latest of each subject is enough; a mute must stay as long as the longest may last. */
    private static final Map<String, String> SIGNALS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            "compact,delete",
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(31L * 24 * 3_600_000));

    public TopicSpec {
        settings = Map.copyOf(settings);
    }

    /** The topics of a pipeline in the order that events take. */
    public static List<TopicSpec> of(Pipeline pipeline) {
        TopicsConfig topics = pipeline.topics();
        String event = Integer.toString(RecordLimits.event(pipeline).bytes());
        Map<String, String> large = RecordLimits.usual(pipeline).outputs().equals(RecordLimit.USUAL)
                ? Map.of()
                : Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, event);
        Map<String, String> deadLetters = Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(DEAD_LETTER_RETENTION_MILLIS),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                event);
        List<TopicSpec> specs = new ArrayList<>();
        specs.add(spec("events", topics.events(), topics, large));
        specs.add(spec("predictions", topics.predictions(), topics, large));
        specs.add(spec("alerts", topics.alerts(), topics, both(large, pipeline.signals() ? HISTORY : Map.of())));
        specs.add(spec("dead-letters", topics.deadLetters(), topics, deadLetters));
        if (pipeline.models().followDeployments()) {
            specs.add(ordered(SideTopic.CONTROL, topics, COMPACTED));
            specs.add(ordered(SideTopic.AUDIT, topics, AUDITED));
            specs.add(spec("shadow", topics.of(SideTopic.SHADOW), topics, Map.of()));
        }
        pipeline.drift()
                .ifPresent(drift ->
                        specs.add(new TopicSpec("drift", drift.reportsTopic(), 1, topics.replication(), REPORTS)));
        if (pipeline.quality().isPresent()) {
            specs.add(ordered(SideTopic.QUALITY, topics, REPORTS));
        }
        if (pipeline.countsWindows()) {
            specs.add(new TopicSpec("window-counts", pipeline.countsTopic(), 1, topics.replication(), Map.of()));
        }
        if (pipeline.outcomes().isPresent()) {
            specs.add(spec("labels", topics.of(SideTopic.LABELS), topics, Map.of()));
            specs.add(spec("outcomes", topics.of(SideTopic.OUTCOMES), topics, Map.of()));
            specs.add(spec("outcome-counts", topics.of(SideTopic.OUTCOME_COUNTS), topics, Map.of()));
            specs.add(spec("performance", topics.of(SideTopic.PERFORMANCE), topics, COMPACTED));
            specs.add(ordered(SideTopic.EXPERIMENTS, topics, COMPACTED));
        }
        addAlerting(pipeline, specs);
        return specs;
    }

    private static void addAlerting(Pipeline pipeline, List<TopicSpec> specs) {
        TopicsConfig topics = pipeline.topics();
        if (pipeline.signals()) {
            specs.add(ordered(SideTopic.SIGNALS, topics, SIGNALS));
        }
        if (pipeline.alerting().does(AlertAction.REQUEST_RETRAINING)) {
            specs.add(ordered(SideTopic.RETRAINING, topics, REPORTS));
        }
    }

    private static Map<String, String> both(Map<String, String> some, Map<String, String> more) {
        Map<String, String> both = new HashMap<>(some);
        both.putAll(more);
        return both;
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, partitions, (short) replication).configs(settings);
    }

    /** A topic whose records all instances must see in one order. */
    private static TopicSpec ordered(SideTopic topic, TopicsConfig topics, Map<String, String> settings) {
        return new TopicSpec(topic.key(), topics.of(topic), 1, topics.replication(), settings);
    }

    private static TopicSpec spec(String purpose, String name, TopicsConfig topics, Map<String, String> settings) {
        return new TopicSpec(purpose, name, topics.partitions(), topics.replication(), settings);
    }
}
