package io.riffle.app.topic;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Guarantee;
import io.riffle.config.Pipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.internals.Topic;

/**
 * What every run needs of a cluster beside the pipeline's topics: logs for offsets and, at exactly-once, transactions. Brokers
 * make them when they are first asked for, and where they cannot, clients wait without a word. Asks only.
 */
public final class ClusterNeeds {
    private final Pipeline pipeline;
    private final Admin admin;
    private final BrokerClient broker;

    /** A log that brokers make for themselves. */
    private record OwnLog(String topic, String settings, String purpose) {}

    public ClusterNeeds(Pipeline pipeline, BrokerClient broker) {
        this.pipeline = pipeline;
        this.broker = broker;
        admin = broker.admin();
    }

    /** The brokers that answer, in words. */
    public String brokers() throws UserProblem, InterruptedException {
        Collection<Node> nodes = nodes();
        return nodes.size()
                + (nodes.size() == 1 ? " broker: " : " brokers: ")
                + nodes.stream().map(node -> node.host() + ":" + node.port()).collect(Collectors.joining(", "));
    }

    /** Fails unless the brokers can make what is needed, as far as they tell. */
    public void require() throws UserProblem, InterruptedException {
        List<String> problems = new ArrayList<>();
        problem(new OwnLog(Topic.GROUP_METADATA_TOPIC_NAME, "offsets.topic", "offsets can never be committed"))
                .ifPresent(problems::add);
        if (pipeline.kafka().guarantee() == Guarantee.EXACTLY_ONCE) {
            problem(new OwnLog(
                            Topic.TRANSACTION_STATE_TOPIC_NAME,
                            "transaction.state.log",
                            "a transaction can never begin (kafka.guarantee: at-least-once needs none)"))
                    .ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new UserProblem(String.join("; ", problems));
        }
    }

    private Optional<String> problem(OwnLog log) throws UserProblem, InterruptedException {
        Optional<TopicDescription> made =
                unlessRefused(admin.describeTopics(List.of(log.topic())).topicNameValues(), log.topic());
        return made.isPresent() ? ofMade(log, made.get()) : ofPlanned(log);
    }

    /** Each append waits for so many replicas. */
    private Optional<String> ofMade(OwnLog log, TopicDescription made) throws UserProblem, InterruptedException {
        int least = setting(
                new ConfigResource(ConfigResource.Type.TOPIC, log.topic()), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        int replicas = made.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(least);
        return replicas >= least
                ? Optional.empty()
                : Optional.of("topic " + log.topic() + " must have as many replicas as must be in sync ("
                        + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG + "): has " + replicas + " of " + least + ", so "
                        + log.purpose());
    }

    private Optional<String> ofPlanned(OwnLog log) throws UserProblem, InterruptedException {
        Collection<Node> nodes = nodes();
        for (Node node : nodes) {
            ConfigResource settings = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            int replicas = setting(settings, log.settings() + ".replication.factor");
            if (replicas > nodes.size()) {
                return Optional.of(
                        log.settings() + ".replication.factor of the brokers must be at most their number: is "
                                + replicas + " where there are " + nodes.size() + ", so " + log.purpose());
            }
            int least = setting(settings, log.settings() + ".min.isr");
            if (replicas > 0 && least > replicas) {
                return Optional.of(log.settings() + ".min.isr of the brokers must be at most " + log.settings()
                        + ".replication.factor: is " + least + " of " + replicas + ", so " + log.purpose());
            }
        }
        return Optional.empty();
    }

    private Collection<Node> nodes() throws UserProblem, InterruptedException {
        try {
            return broker.get(admin.describeCluster().nodes());
        } catch (ExecutionException refused) {
            throw new UserProblem("Kafka must tell its brokers: " + refused.getCause(), refused);
        }
    }

    /** 0 if it may not be seen. */
    private int setting(ConfigResource of, String name) throws UserProblem, InterruptedException {
        Optional<Config> config =
                unlessRefused(admin.describeConfigs(List.of(of)).values(), of);
        return config.map(entries -> entries.get(name))
                .map(ConfigEntry::value)
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** What may not be seen may be as it must: without the right to look, a run goes on. */
    private <K, T> Optional<T> unlessRefused(Map<K, KafkaFuture<T>> asked, K about)
            throws UserProblem, InterruptedException {
        try {
            KafkaFuture<T> answer = asked.get(about);
            return answer == null ? Optional.empty() : Optional.of(broker.get(answer));
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof ApiException) {
                return Optional.empty();
            }
            throw new UserProblem("Kafka must tell about " + about + ": " + refused.getCause(), refused);
        }
    }
}
