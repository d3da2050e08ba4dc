package io.riffle.app.topic;

import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.config.TopicsConfig;
import io.riffle.config.alerting.AlertAction;
import io.riffle.frame.RecordLimit;
import io.riffle.topology.RecordLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that a pipeline needs. */
public final class PipelineTopics {
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

    private final Pipeline pipeline;
    private final TopicsConfig topics;
    private final List<TopicSpec> specs = new ArrayList<>();

    private PipelineTopics(Pipeline pipeline) {
        this.pipeline = pipeline;
        topics = pipeline.topics();
    }

    /** All of them in the order that events take. */
    public static List<TopicSpec> of(Pipeline pipeline) {
        PipelineTopics topics = new PipelineTopics(pipeline);
        topics.addAnswers();
        topics.addDeployments();
        topics.addReports();
        topics.addOutcomes();
        topics.addAlerting();
        return List.copyOf(topics.specs);
    }

    private void addAnswers() {
        Map<String, String> event = Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(RecordLimits.event(pipeline).bytes()));
        Map<String, String> large = RecordLimits.usual(pipeline).outputs().equals(RecordLimit.USUAL) ? Map.of() : event;
        Map<String, String> deadLetters =
                Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(DEAD_LETTER_RETENTION_MILLIS));
        add("events", topics.events(), large);
        add("predictions", topics.predictions(), large);
        add("alerts", topics.alerts(), both(large, pipeline.signals() ? HISTORY : Map.of()));
        add("dead-letters", topics.deadLetters(), both(event, deadLetters));
    }

    private void addDeployments() {
        if (pipeline.models().followDeployments()) {
            addOrdered(SideTopic.CONTROL, COMPACTED);
            addOrdered(SideTopic.AUDIT, AUDITED);
            add("shadow", topics.of(SideTopic.SHADOW), Map.of());
        }
    }

    private void addReports() {
        pipeline.drift().ifPresent(drift -> addOrdered("drift", drift.reportsTopic(), REPORTS));
        if (pipeline.quality().isPresent()) {
            addOrdered(SideTopic.QUALITY, REPORTS);
        }
        if (pipeline.countsWindows()) {
            addOrdered("window-counts", pipeline.countsTopic(), Map.of());
        }
    }

    private void addOutcomes() {
        if (pipeline.outcomes().isPresent()) {
            add("labels", topics.of(SideTopic.LABELS), Map.of());
            add("outcomes", topics.of(SideTopic.OUTCOMES), Map.of());
            add("outcome-counts", topics.of(SideTopic.OUTCOME_COUNTS), Map.of());
            add("performance", topics.of(SideTopic.PERFORMANCE), COMPACTED);
            addOrdered(SideTopic.EXPERIMENTS, COMPACTED);
        }
    }

    private void addAlerting() {
        if (pipeline.signals()) {
            addOrdered(SideTopic.SIGNALS, SIGNALS);
        }
        if (pipeline.alerting().does(AlertAction.REQUEST_RETRAINING)) {
            addOrdered(SideTopic.RETRAINING, REPORTS);
        }
    }

    private void add(String purpose, String name, Map<String, String> settings) {
        specs.add(new TopicSpec(purpose, name, topics.partitions(), topics.replication(), settings));
    }

    private void addOrdered(SideTopic topic, Map<String, String> settings) {
        addOrdered(topic.key(), topics.of(topic), settings);
    }

    /** A topic whose records all instances must see in one order. */
    private void addOrdered(String purpose, String name, Map<String, String> settings) {
        specs.add(new TopicSpec(purpose, name, 1, topics.replication(), settings));
    }

    private static Map<String, String> both(Map<String, String> some, Map<String, String> more) {
        Map<String, String> both = new HashMap<>(some);
        both.putAll(more);
        return both;
    }
}
