package io.riffle.app.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of Kafka Streams. An error ends all its threads, and one that waits for a broker ends late (an
 * instance stood there for 195 s, reading nothing): after the patience the end is taken as come.
 */
final class StreamsEnd implements KafkaStreams.StateListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsEnd.class);

    private final String pipeline;
    private final Duration patience;
    private final CountDownLatch ended = new CountDownLatch(1);

    StreamsEnd(String pipeline, Duration patience) {
        this.pipeline = pipeline;
        this.patience = patience;
    }

    @Override
    public void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.info("{} is {}", pipeline, now);
        if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            come();
        } else if (now == KafkaStreams.State.PENDING_ERROR) {
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::come);
        }
    }

    void come() {
        ended.countDown();
    }

    boolean hasCome() {
        return ended.getCount() == 0;
    }

    void await() throws InterruptedException {
        ended.await();
    }
}
