package io.riffle.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionFateTest {
    private static final int EPOCH = 5;
    private static final TopicPartition OUT = new TopicPartition("out", 0);
    private static final OpenTransaction OPEN = new OpenTransaction(OUT, 7, EPOCH, 10);
    private static final OpenTransaction OFFSETS =
            new OpenTransaction(new TopicPartition("__consumer_offsets", 0), 7, EPOCH, 99);

    private static TransactionDescription coordinator(
            TransactionState state, int epoch, Set<TopicPartition> partitions) {
        return new TransactionDescription(1, state, 7, epoch, 10_000, OptionalLong.empty(), partitions);
    }

    @ParameterizedTest
    @CsvSource({"ONGOING", "PREPARE_COMMIT", "PREPARE_ABORT", "PREPARE_EPOCH_FENCE"})
    void whatTheCoordinatorStillHasToEnd_isLeftToIt(TransactionState state) {
        assertThat(TransactionFate.of(OPEN, coordinator(state, EPOCH, Set.of(OUT)), true, List.of(OPEN, OFFSETS)))
                .isEqualTo(TransactionFate.PENDING);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE_ABORT,  5, ABORTABLE",
        "COMPLETE_ABORT,  6, ABORTABLE",
        // The producer has gone on since: what became of this transaction is not known any more.
        "COMPLETE_ABORT,  7, HANGING",
        "COMPLETE_COMMIT, 6, HANGING",
        "EMPTY,           7, HANGING",
        "ONGOING,         8, HANGING"
    })
    void onlyWhatWasAborted_isAborted(TransactionState state, int epoch, TransactionFate fate) {
        assertThat(TransactionFate.of(OPEN, coordinator(state, epoch, Set.of()), true, List.of(OPEN)))
                .isEqualTo(fate);
    }

    @Test
    void whereTheOffsetsHangWithIt_nothingOfItCounts() {
        TransactionDescription coordinator = coordinator(TransactionState.EMPTY, 9, Set.of());

        assertThat(TransactionFate.of(OPEN, coordinator, true, List.of(OPEN, OFFSETS)))
                .isEqualTo(TransactionFate.ABORTABLE);
        assertThat(TransactionFate.of(OFFSETS, coordinator, true, List.of(OPEN, OFFSETS)))
                .isEqualTo(TransactionFate.ABORTABLE);
        assertThat(TransactionFate.of(
                        new OpenTransaction(OUT, 7, EPOCH - 1, 10), coordinator, true, List.of(OPEN, OFFSETS)))
                .isEqualTo(TransactionFate.HANGING);
    }

    @Test
    void othersAreTold_neverAborted() {
        assertThat(TransactionFate.of(
                        OPEN, coordinator(TransactionState.COMPLETE_ABORT, EPOCH, Set.of()), false, List.of(OPEN)))
                .isEqualTo(TransactionFate.HANGING);
        assertThat(TransactionFate.of(OPEN, null, false, List.of(OPEN))).isEqualTo(TransactionFate.HANGING);
    }
}
