package io.riffle.app.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.config.InferenceConfig;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchingTest {
    /** One thread answers all: if an error ended it, every later question would wait in vain. */
    @Test
    void ask_isAnswered_afterAnErrorInTheBatchBefore() {
        Batching.Worker<String, String> worker = batch -> batch.forEach(asked -> {
            if (asked.question().equals("bad")) {
                throw new StackOverflowError("deep");
            }
            asked.answer().complete("answer to " + asked.question());
        });
        try (Batching<String, String> batching =
                new Batching<>("test", InferenceConfig.DEFAULT, 10, new RecordedInference(), worker)) {
            assertThatThrownBy(() -> batching.ask("bad", 1, soon()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("deep");
            assertThat(batching.ask("good", 1, soon())).isEqualTo("answer to good");
        }
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    }
}
