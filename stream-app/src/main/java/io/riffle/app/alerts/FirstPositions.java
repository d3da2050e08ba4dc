package io.riffle.app.alerts;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group begins to read: at what is younger than a time span, and commits that at once, so that no rebalance moves
 * it. Kafka's {@code auto.offset.reset=by_duration} means the same, but has no answer for a partition without such a
 * record and asks again only after the request timeout: what arrived meanwhile waited for 30 s.
 */
final class FirstPositions implements ConsumerRebalanceListener {
    private final Consumer<?, ?> consumer;
    private final Duration lookBack;
    private final LongSupplier clock;

    FirstPositions(Consumer<?, ?> consumer, Duration lookBack, LongSupplier clock) {
        this.consumer = consumer;
        this.lookBack = lookBack;
        this.clock = clock;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
        List<TopicPartition> fresh = assigned.stream()
                .filter(partition -> committed.get(partition) == null)
                .toList();
        if (!fresh.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> positions = positions(fresh);
            consumer.commitSync(positions);
            positions.forEach(consumer::seek);
        }
    }

    /** The ends come first: what is written between the two questions is then read, not skipped. */
    private Map<TopicPartition, OffsetAndMetadata> positions(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long since = clock.getAsLong() - lookBack.toMillis();
        Map<TopicPartition, OffsetAndTimestamp> young = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> since)));
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = young.get(partition);
            long offset = first == null ? ends.getOrDefault(partition, 0L) : first.offset();
            positions.put(partition, new OffsetAndMetadata(offset));
        }
        return positions;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        // The next owner reads on from what was committed.
    }
}
