package io.riffle.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
    private static final long PATIENCE = 1_000;

    private final OpenTransactions transactions = new OpenTransactions(PATIENCE);
    private final OpenTransaction first = new OpenTransaction(new TopicPartition("out", 0), 7, 1, 10);

    @Test
    void aTransactionIsOverdue_onceItWasOpenForTheWholePatience() {
        assertThat(transactions.overdue(List.of(first), 0)).isEmpty();
        assertThat(transactions.overdue(List.of(first), PATIENCE - 1)).isEmpty();
        assertThat(transactions.overdue(List.of(first), PATIENCE)).containsExactly(first);
    }

    @Test
    void oneThatWasEndedInBetween_beginsAnew() {
        transactions.overdue(List.of(first), 0);
        transactions.overdue(List.of(), PATIENCE / 2);

        assertThat(transactions.overdue(List.of(first), PATIENCE)).isEmpty();
    }

    @Test
    void theNextOneOfTheSameProducer_isAnother() {
        OpenTransaction next = new OpenTransaction(first.partition(), 7, 1, 20);
        transactions.overdue(List.of(first), 0);

        assertThat(transactions.overdue(List.of(next), PATIENCE)).isEmpty();
    }
}
