package io.riffle.app.run;

import io.riffle.app.topic.InternalTopics;
import io.riffle.app.topic.PipelineTopics;
import io.riffle.app.topic.TopicSpec;
import io.riffle.config.Pipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.TopologyDescription;

/** What brokers tell about the transactions in a pipeline's topics, as far as the principal may see them. */
final class TransactionLook {
    private final String pipeline;
    private final Admin admin;
    private final Set<String> topics;
    private final Set<String> lacking = new TreeSet<>();

    /**
     * What producers do by their coordinators.
     *
     * @param seen by transactional id; one that its coordinator does not know is not there
     * @param unseen ids that the principal may not see
     */
    record Described(Map<String, TransactionDescription> seen, Set<String> unseen) {}

    private TransactionLook(String pipeline, Admin admin, Set<String> topics) {
        this.pipeline = pipeline;
        this.admin = admin;
        this.topics = topics;
    }

    static TransactionLook of(Pipeline pipeline, Admin admin, TopologyDescription topology) {
        Set<String> topics = new TreeSet<>(new InternalTopics(pipeline, topology).all());
        PipelineTopics.of(pipeline).stream().map(TopicSpec::name).forEach(topics::add);
        topics.add(Topic.GROUP_METADATA_TOPIC_NAME);
        return new TransactionLook(pipeline.name(), admin, topics);
    }

    /** Rights without which something was not seen since the last call of {@link #open}. */
    Set<String> lacking() {
        return Set.copyOf(lacking);
    }

    /** Transactions behind which records wait for readers. */
    Collection<OpenTransaction> open() throws ExecutionException, InterruptedException {
        lacking.clear();
        List<TopicPartition> partitions = partitions();
        Map<TopicPartition, ListOffsetsResultInfo> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, ListOffsetsResultInfo> ends = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        List<TopicPartition> waiting = partitions.stream()
                .filter(each -> offset(stable, each) < offset(ends, each))
                .toList();
        Set<OpenTransaction> transactions = new HashSet<>();
        if (!waiting.isEmpty()) {
            DescribeProducersResult told = admin.describeProducers(waiting);
            for (TopicPartition partition : waiting) {
                add(transactions, partition, told);
            }
        }
        return transactions;
    }

    private void add(Set<OpenTransaction> transactions, TopicPartition partition, DescribeProducersResult told)
            throws ExecutionException, InterruptedException {
        try {
            for (ProducerState producer : told.partitionResult(partition).get().activeProducers()) {
                producer.currentTransactionStartOffset()
                        .ifPresent(start -> transactions.add(new OpenTransaction(
                                partition, producer.producerId(), producer.producerEpoch(), start)));
            }
        } catch (ExecutionException refused) {
            unlessAllowed(refused, "READ on topic " + partition.topic());
        }
    }

    /** Of those topics that are there and may be seen; of the offsets' topic the group's only. */
    private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            String name = each.getKey();
            int count = partitions(name, each.getValue());
            if (name.equals(Topic.GROUP_METADATA_TOPIC_NAME) && count > 0) {
                partitions.add(new TopicPartition(name, Utils.abs(pipeline.hashCode()) % count));
            } else {
                IntStream.range(0, count).forEach(number -> partitions.add(new TopicPartition(name, number)));
            }
        }
        return partitions;
    }

    private int partitions(String name, KafkaFuture<TopicDescription> topic)
            throws ExecutionException, InterruptedException {
        try {
            return topic.get().partitions().size();
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                unlessAllowed(failure, "DESCRIBE on topic " + name);
            }
            return 0;
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(List<TopicPartition> partitions, IsolationLevel level)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest())),
                        new ListOffsetsOptions(level))
                .all()
                .get();
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        ListOffsetsResultInfo known = offsets.get(partition);
        return known == null ? 0 : known.offset();
    }

    /** Transactional ids by producer; one that may not be seen is not there. */
    Map<Long, String> ids(Collection<OpenTransaction> of) throws ExecutionException, InterruptedException {
        Set<Long> producers = of.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
        Map<Long, String> ids = new HashMap<>();
        for (TransactionListing listing : admin.listTransactions(
                        new ListTransactionsOptions().filterProducerIds(producers))
                .all()
                .get()) {
            ids.put(listing.producerId(), listing.transactionalId());
        }
        return ids;
    }

    Described describe(Collection<String> ids) throws ExecutionException, InterruptedException {
        DescribeTransactionsResult told = admin.describeTransactions(ids);
        Map<String, TransactionDescription> seen = new HashMap<>();
        Set<String> unseen = new HashSet<>();
        for (String id : ids) {
            try {
                seen.put(id, told.description(id).get());
            } catch (ExecutionException refused) {
                if (!(refused.getCause() instanceof TransactionalIdNotFoundException)) {
                    unlessAllowed(refused, "DESCRIBE on transactional id " + id);
                    unseen.add(id);
                }
            }
        }
        return new Described(seen, unseen);
    }

    private void unlessAllowed(ExecutionException refused, String right) throws ExecutionException {
        if (!(refused.getCause() instanceof AuthorizationException)) {
            throw refused;
        }
        lacking.add(right);
    }
}
