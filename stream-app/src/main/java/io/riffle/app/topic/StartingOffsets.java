package io.riffle.app.topic;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a pipeline begins that has never read, if that is not the beginning of its topics: the offsets are committed before
 * the stream starts. A start that fails before its first commit, or an instance that comes later, begins at the same place.
 */
public final class StartingOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(StartingOffsets.class);

    private final Pipeline pipeline;
    private final Admin admin;
    private final BrokerClient broker;

    public StartingOffsets(Pipeline pipeline, BrokerClient broker) {
        this.pipeline = pipeline;
        this.broker = broker;
        admin = broker.admin();
    }

    /** Commits them, unless some are. */
    public void commit() throws UserProblem, InterruptedException {
        Optional<Duration> back = pipeline.kafka().startingPoint().back();
        if (back.isEmpty()) {
            return;
        }
        try {
            if (committed().isEmpty()) {
                commit(back.get());
            }
        } catch (ExecutionException refused) {
            throw new UserProblem(
                    "Kafka must take where pipeline " + pipeline.name() + " begins: " + refused.getCause(), refused);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed()
            throws ExecutionException, UserProblem, InterruptedException {
        return broker.get(admin.listConsumerGroupOffsets(pipeline.name()).partitionsToOffsetAndMetadata());
    }

    private void commit(Duration back) throws ExecutionException, UserProblem, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(back);
        try {
            broker.get(admin.alterConsumerGroupOffsets(pipeline.name(), offsets).all());
        } catch (ExecutionException refused) {
            Throwable cause = refused.getCause();
            if (cause instanceof UnknownMemberIdException
                    || cause instanceof GroupNotEmptyException
                    || cause instanceof RebalanceInProgressException) {
                return; // another instance runs, and has begun
            }
            throw refused;
        }
        Map<String, Long> told = new TreeMap<>();
        offsets.forEach((partition, offset) -> told.put(partition.toString(), offset.offset()));
        LOG.warn(
                "nothing was read before, so reading begins {} (auto.offset.reset): {}",
                back.isZero() ? "at the end" : back + " before now",
                told);
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Duration back)
            throws ExecutionException, UserProblem, InterruptedException {
        List<TopicPartition> partitions = partitions();
        Map<TopicPartition, ListOffsetsResultInfo> ends = ask(partitions, OffsetSpec.latest());
        OffsetSpec from = OffsetSpec.forTimestamp(System.currentTimeMillis() - back.toMillis());
        Map<TopicPartition, ListOffsetsResultInfo> found = back.isZero() ? ends : ask(partitions, from);
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends.forEach((partition, end) -> {
            // Without a record of that time the position is unknown, which is -1.
            long first = found.getOrDefault(partition, end).offset();
            offsets.put(partition, new OffsetAndMetadata(first < 0 ? end.offset() : first));
        });
        return offsets;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ask(List<TopicPartition> partitions, OffsetSpec where)
            throws ExecutionException, UserProblem, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, where));
        return broker.get(admin.listOffsets(asked).all());
    }

    private List<TopicPartition> partitions() throws ExecutionException, UserProblem, InterruptedException {
        List<String> topics = new ArrayList<>(List.of(pipeline.topics().events()));
        pipeline.outcomes().ifPresent(read -> topics.add(pipeline.topics().of(SideTopic.LABELS)));
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                broker.get(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions().forEach(each -> partitions.add(new TopicPartition(topic.name(), each.partition())));
        }
        return partitions;
    }
}
