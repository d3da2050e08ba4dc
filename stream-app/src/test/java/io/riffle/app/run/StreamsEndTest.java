package io.riffle.app.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.apache.kafka.streams.KafkaStreams.State.ERROR;
import static org.apache.kafka.streams.KafkaStreams.State.NOT_RUNNING;
import static org.apache.kafka.streams.KafkaStreams.State.PENDING_ERROR;
import static org.apache.kafka.streams.KafkaStreams.State.PENDING_SHUTDOWN;
import static org.apache.kafka.streams.KafkaStreams.State.REBALANCING;
import static org.apache.kafka.streams.KafkaStreams.State.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamsEndTest {
    private static final Duration NEVER = Duration.ofDays(1);

    /** A thread that hangs in a call to a broker would keep the process in this state for minutes. */
    @Test
    @Timeout(value = 20, unit = SECONDS)
    void end_isTakenAsCome_whereThreadsDoNotEnd() throws Exception {
        StreamsEnd end = new StreamsEnd("p", Duration.ofMillis(300));
        long start = System.nanoTime();
        end.onChange(PENDING_ERROR, RUNNING);
        assertThat(end.hasCome()).isFalse();

        end.await();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        assertThat(end.hasCome()).isTrue();
    }

    @Test
    @Timeout(value = 20, unit = SECONDS)
    void end_comesAtOnce_whereThreadsEnd() throws Exception {
        StreamsEnd failed = new StreamsEnd("p", NEVER);
        failed.onChange(PENDING_ERROR, RUNNING);
        failed.onChange(ERROR, PENDING_ERROR);
        failed.await();

        StreamsEnd closed = new StreamsEnd("p", NEVER);
        closed.onChange(PENDING_SHUTDOWN, RUNNING);
        assertThat(closed.hasCome()).isFalse();
        closed.onChange(NOT_RUNNING, PENDING_SHUTDOWN);
        closed.await();
    }

    @ParameterizedTest
    @EnumSource(
            value = KafkaStreams.State.class,
            names = {"CREATED", "REBALANCING", "RUNNING", "PENDING_SHUTDOWN"})
    void end_hasNotCome_whereStreamsGoesOn(KafkaStreams.State state) {
        StreamsEnd end = new StreamsEnd("p", Duration.ZERO);
        end.onChange(state, REBALANCING);
        assertThat(end.hasCome()).isFalse();
    }
}
