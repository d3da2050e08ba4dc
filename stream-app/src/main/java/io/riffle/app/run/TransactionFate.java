package io.riffle.app.run;

import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/** What becomes of a transaction that has been open for too long. */
enum TransactionFate {
    /** Its coordinator still has to end it in that partition. */
    PENDING,
    /** Nobody will end it, and to abort it is right: it was aborted, or the offsets of what it read hang with it. */
    ABORTABLE,
    /** Nobody will end it, and it may have been committed: somebody has to decide. */
    HANGING;

    private static final Set<TransactionState> UNDER_WAY = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    /**
     * What the coordinator and the other partitions say about it.
     *
     * @param coordinator what its producer does now by its coordinator; null if that knows no such producer
     * @param ours whether its producer is one of the pipeline's
     * @param overdue all that are open for too long
     */
    static TransactionFate of(
            OpenTransaction open,
            @Nullable TransactionDescription coordinator,
            boolean ours,
            Collection<OpenTransaction> overdue) {
        if (coordinator != null
                && UNDER_WAY.contains(coordinator.state())
                && coordinator.topicPartitions().contains(open.partition())) {
            return PENDING;
        }
        boolean aborted = coordinator != null
                && coordinator.state() == TransactionState.COMPLETE_ABORT
                && coordinator.producerEpoch() - open.producerEpoch() <= 1;
        boolean offsetsToo = overdue.stream()
                .anyMatch(other ->
                        other.isSameAs(open) && other.partition().topic().equals(Topic.GROUP_METADATA_TOPIC_NAME));
        return ours && (aborted || offsetsToo) ? ABORTABLE : HANGING;
    }
}
