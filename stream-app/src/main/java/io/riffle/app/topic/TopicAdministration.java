package io.riffle.app.topic;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.frame.RecordLimit;
import io.riffle.topology.RecordLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Looks at topics and creates them. */
public final class TopicAdministration {
    private static final int KNOWN_ATTEMPTS = 200;
    private static final int KNOWN_PAUSE_MILLIS = 50;
    private static final String CLEANUP = "cleanup.policy";

    private final Admin admin;
    private final BrokerClient broker;

    public TopicAdministration(BrokerClient broker) {
        this.broker = broker;
        admin = broker.admin();
    }

    /** The topic, where it exists. */
    public Optional<ExistingTopic> find(String topic) throws UserProblem, InterruptedException {
        Optional<TopicDescription> found =
                ask(admin.describeTopics(List.of(topic)).topicNameValues().get(topic), topic);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Optional<Config> config =
                ask(admin.describeConfigs(List.of(resource)).values().get(resource), topic);
        Map<String, String> settings = new HashMap<>();
        config.ifPresent(entries -> entries.entries().forEach(entry -> settings.put(entry.name(), entry.value())));
        settings.values().removeIf(value -> value == null);
        int replication = found.get().partitions().stream()
                .mapToInt(p -> p.replicas().size())
                .min()
                .orElse(0);
        return Optional.of(new ExistingTopic(found.get().partitions().size(), replication, settings));
    }

    /** Fails unless all topics of the pipeline exist. */
    public void require(Pipeline pipeline) throws UserProblem, InterruptedException {
        List<String> missing = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (TopicSpec topic : PipelineTopics.of(pipeline)) {
            Optional<ExistingTopic> found = find(topic.name());
            if (found.isEmpty()) {
                missing.add(topic.name());
            }
            found.filter(ExistingTopic::takesNothing).ifPresent(is -> closed.add(topic.name()));
        }
        if (!missing.isEmpty()) {
            throw new UserProblem("all topics of the pipeline must exist: missing " + String.join(", ", missing)
                    + " (create them with 'riffle topics create')");
        }
        if (!closed.isEmpty()) {
            throw new UserProblem(
                    "topics must have as many replicas as must be in sync (min.insync.replicas), or nothing"
                            + " can be written: fewer have " + String.join(", ", closed));
        }
        if (pipeline.outcomes().isPresent()) {
            requireAsManyPartitions(
                    pipeline.topics().events(), pipeline.topics().of(SideTopic.LABELS));
        }
    }

    /** What the topics take that the stream writes for every event; they must exist. */
    public RecordLimits limits(Pipeline pipeline) throws UserProblem, InterruptedException {
        RecordLimit largest = RecordLimits.internal(pipeline);
        RecordLimit predictions = limit(pipeline.topics().predictions(), largest);
        return new RecordLimits(
                limit(pipeline.topics().alerts(), predictions),
                limit(pipeline.topics().deadLetters(), largest));
    }

    private RecordLimit limit(String topic, RecordLimit most) throws UserProblem, InterruptedException {
        String taken = find(topic)
                .map(found -> found.settings().getOrDefault(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, ""))
                .orElse("");
        if (taken.isEmpty()) {
            return new RecordLimit(Math.min(RecordLimit.USUAL.bytes(), most.bytes()));
        }
        return new RecordLimit(Math.min(Integer.parseInt(taken), most.bytes()));
    }

    /**
     * Raises what the topics take that Kafka Streams made for the pipeline: those of an earlier version, or of smaller
     * events, would refuse what is written now.
     */
    public void raiseInternal(Pipeline pipeline) throws UserProblem, InterruptedException {
        String least = Integer.toString(RecordLimits.internal(pipeline).bytes());
        Set<String> names =
                ask(admin.listTopics().names(), pipeline.name() + "-*").orElse(Set.of());
        for (String topic : new TreeSet<>(names)) {
            boolean internal = topic.startsWith(pipeline.name() + "-")
                    && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
            if (internal && limit(topic, RecordLimits.internal(pipeline)).bytes() < Integer.parseInt(least)) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                AlterConfigOp raise = new AlterConfigOp(
                        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, least), AlterConfigOp.OpType.SET);
                ask(
                        admin.incrementalAlterConfigs(Map.of(resource, List.of(raise)))
                                .values()
                                .get(resource),
                        topic);
            }
        }
    }

    /**
     * Fails if the events topic has other partitions than what the pipeline remembers: keys have moved, and Kafka Streams
     * would end at its start.
     *
     * @param internal topics that Kafka Streams made for the events' stages
     */
    public void requirePartitionsAsBefore(Pipeline pipeline, Collection<String> internal)
            throws UserProblem, InterruptedException {
        String events = pipeline.topics().events();
        int partitions = find(events).map(ExistingTopic::partitions).orElse(0);
        for (String topic : internal) {
            int before = find(topic).map(ExistingTopic::partitions).orElse(partitions);
            if (before != partitions) {
                throw new UserProblem("the events topic must have as many partitions as when its pipeline began: "
                        + events + " has " + partitions + ", " + topic + " has " + before
                        + " (the way out is in docs/OPERATIONS.md, \"More partitions\")");
            }
        }
    }

    /** What is wrong with the events topic that does not prevent a start. */
    public List<String> warnings(Pipeline pipeline) throws UserProblem, InterruptedException {
        String events = pipeline.topics().events();
        String policy = find(events)
                .map(topic -> topic.settings().getOrDefault(CLEANUP, ""))
                .orElse("");
        return policy.contains("compact")
                ? List.of(events + " must keep every event until it is read: " + CLEANUP + " is " + policy
                        + ", so of the events of one key all but the newest may be gone")
                : List.of();
    }

    /** A label finds its event only in the partition of the same number. */
    private void requireAsManyPartitions(String events, String labels) throws UserProblem, InterruptedException {
        int ofEvents = find(events).map(ExistingTopic::partitions).orElse(0);
        int ofLabels = find(labels).map(ExistingTopic::partitions).orElse(0);
        if (ofEvents != ofLabels) {
            throw new UserProblem("the labels topic must have as many partitions as the events topic: " + labels
                    + " has " + ofLabels + ", " + events + " has " + ofEvents);
        }
    }

    /** Creates the topic and waits until it can be used; one that somebody else created in between is as good. */
    public void create(TopicSpec spec) throws UserProblem, InterruptedException {
        ask(admin.createTopics(List.of(spec.toNewTopic())).values().get(spec.name()), spec.name());
        awaitKnown(spec.name());
    }

    /** The controller has a new topic before the brokers do, and it is them who are asked about it next. */
    private void awaitKnown(String topic) throws UserProblem, InterruptedException {
        for (int attempt = 0; attempt < KNOWN_ATTEMPTS; attempt++) {
            if (find(topic).isPresent()) {
                return;
            }
            Thread.sleep(KNOWN_PAUSE_MILLIS);
        }
        throw new UserProblem(broker.unanswered("topic " + topic + " was created but is not known there"));
    }

    private <T> Optional<T> ask(@Nullable KafkaFuture<T> answer, String topic)
            throws UserProblem, InterruptedException {
        try {
            return answer == null ? Optional.empty() : Optional.ofNullable(broker.get(answer));
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof TopicExistsException) {
                return Optional.empty();
            }
            throw new UserProblem(
                    "Kafka must accept what is asked about topic " + topic + ": "
                            + (cause == null ? "it failed" : cause.getMessage()),
                    failed);
        }
    }
}
