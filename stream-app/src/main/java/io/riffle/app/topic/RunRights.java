package io.riffle.app.topic;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Guarantee;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;

/**
 * Which rights a run needs that the principal does not have. Brokers tell only of what exists, so for the rest they are asked
 * to do what changes nothing: to check the creation of a topic, to commit an offset of a topic that is none, to begin a
 * producer that writes nothing.
 */
public final class RunRights {
    /** Kafka's own default. */
    private static final short BROKERS_REPLICATION = -1;

    private final Pipeline pipeline;
    private final TopologyDescription topology;
    private final Admin admin;
    private final BrokerClient broker;
    private final Set<String> declared;
    private final Map<String, Set<AclOperation>> needed = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();

    private RunRights(Pipeline pipeline, TopologyDescription topology, BrokerClient broker) {
        this.pipeline = pipeline;
        this.topology = topology;
        this.broker = broker;
        admin = broker.admin();
        declared = PipelineTopics.of(pipeline).stream().map(TopicSpec::name).collect(Collectors.toSet());
    }

    /** Fails with all rights that are missing. */
    public static void require(Pipeline pipeline, TopologyDescription topology, BrokerClient broker)
            throws UserProblem, InterruptedException {
        RunRights rights = new RunRights(pipeline, topology, broker);
        rights.collect();
        rights.topics();
        rights.group();
        if (pipeline.kafka().guarantee() == Guarantee.EXACTLY_ONCE) {
            rights.transactions();
        }
        if (!rights.missing.isEmpty()) {
            throw new UserProblem("the principal must have every right that a run needs: it lacks "
                    + String.join(", ", rights.missing));
        }
    }

    private void collect() {
        topology.subtopologies().stream().flatMap(part -> part.nodes().stream()).forEach(this::collect);
        declared.forEach(topic -> need(topic, AclOperation.DESCRIBE_CONFIGS));
        if (pipeline.models().followDeployments()) {
            need(pipeline.topics().of(SideTopic.CONTROL), AclOperation.READ, AclOperation.WRITE);
            need(pipeline.topics().of(SideTopic.AUDIT), AclOperation.WRITE);
        }
    }

    private void collect(Node node) {
        if (node instanceof TopologyDescription.Source source && source.topicSet() != null) {
            source.topicSet().forEach(topic -> need(named(topic), AclOperation.READ));
        }
        if (node instanceof TopologyDescription.Sink sink && sink.topic() != null) {
            need(named(sink.topic()), AclOperation.WRITE);
        }
        if (node instanceof TopologyDescription.Processor processor) {
            processor
                    .stores()
                    .forEach(store ->
                            need(pipeline.name() + "-" + store + "-changelog", AclOperation.READ, AclOperation.WRITE));
        }
    }

    /** Topics of Kafka Streams are described without the name that goes before. */
    private String named(String topic) {
        return declared.contains(topic) ? topic : pipeline.name() + "-" + topic;
    }

    private void need(String topic, AclOperation... operations) {
        needed.computeIfAbsent(topic, none -> EnumSet.noneOf(AclOperation.class))
                .addAll(List.of(operations));
    }

    private void topics() throws UserProblem, InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> found = admin.describeTopics(
                        needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Set<String> absent = new TreeSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : found.entrySet()) {
            try {
                Set<AclOperation> allowed = broker.get(topic.getValue()).authorizedOperations();
                lacks(topic.getKey(), allowed == null ? Set.of() : allowed);
            } catch (ExecutionException refused) {
                if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                    absent.add(topic.getKey());
                } else {
                    unlessAllowed(refused, "DESCRIBE on topic " + topic.getKey());
                }
            }
        }
        absent.removeAll(declared);
        create(absent);
    }

    private void lacks(String topic, Set<AclOperation> allowed) {
        needed.getOrDefault(topic, Set.of()).stream()
                .filter(operation -> !allowed.contains(operation))
                .forEach(operation -> missing.add(operation + " on topic " + topic));
    }

    /** Those that Kafka Streams makes at the first start. */
    private void create(Set<String> absent) throws UserProblem, InterruptedException {
        short replication = Optional.ofNullable(pipeline.kafka().properties().get("replication.factor"))
                .map(Short::valueOf)
                .orElse(BROKERS_REPLICATION);
        List<NewTopic> topics = absent.stream()
                .map(topic -> new NewTopic(topic, Optional.of(1), Optional.of(replication)))
                .toList();
        for (Map.Entry<String, KafkaFuture<Void>> topic : admin.createTopics(
                        topics, new CreateTopicsOptions().validateOnly(true))
                .values()
                .entrySet()) {
            try {
                broker.get(topic.getValue());
            } catch (ExecutionException refused) {
                if (!(refused.getCause() instanceof TopicExistsException)) {
                    unlessAllowed(refused, "CREATE of topic " + topic.getKey());
                }
            }
        }
    }

    /** The group's coordinator looks at the right to the group before it looks at the topic. */
    private void group() throws UserProblem, InterruptedException {
        TopicPartition none = new TopicPartition(pipeline.name() + "-no-topic", 0);
        try {
            broker.get(admin.alterConsumerGroupOffsets(
                            pipeline.name(), new HashMap<>(Map.of(none, new OffsetAndMetadata(0))))
                    .partitionResult(none));
        } catch (ExecutionException refused) {
            Throwable cause = refused.getCause();
            if (!(cause instanceof UnknownTopicOrPartitionException)
                    && !(cause instanceof TopicAuthorizationException)) {
                unlessAllowed(refused, "READ on group " + pipeline.name());
            }
        }
    }

    /** Ends a producer of an id that no stream thread has, for which it must be begun. */
    private void transactions() throws UserProblem, InterruptedException {
        String id = pipeline.name() + "-dry-run";
        try {
            broker.get(admin.fenceProducers(List.of(id)).all());
        } catch (ExecutionException refused) {
            unlessAllowed(refused, "WRITE on transactional ids " + pipeline.name() + "-*");
        } catch (UserProblem silent) {
            throw new UserProblem(
                    "a transaction must be able to begin: no coordinator answers for " + id + " (" + silent.getMessage()
                            + "); the brokers' log says why",
                    silent);
        }
    }

    private void unlessAllowed(ExecutionException refused, String right) throws UserProblem {
        if (!(refused.getCause() instanceof AuthorizationException)) {
            throw new UserProblem(
                    "Kafka must tell whether a run may have " + right + ": " + refused.getCause(), refused);
        }
        missing.add(right);
    }
}
