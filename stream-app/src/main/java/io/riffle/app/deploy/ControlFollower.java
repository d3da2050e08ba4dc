package io.riffle.app.deploy;

import io.riffle.app.topic.TopicReader;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the control topic on a thread of its own until it is closed. */
final class ControlFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(70);

    private final TopicReader reader;
    private final Consumer<ConsumerRecord<byte[], byte[]>> next;
    private final Runnable between;
    private final Thread thread = new Thread(this::run, "deployments");
    private volatile boolean stopping;

    /**
     * @param next gets every record; runs on this follower's thread
     * @param between runs there once a second, between records
     */
    ControlFollower(TopicReader reader, Consumer<ConsumerRecord<byte[], byte[]>> next, Runnable between) {
        this.reader = reader;
        this.next = next;
        this.between = between;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopping) {
            try {
                reader.poll(POLL, this::take);
                between.run();
            } catch (WakeupException asked) {
                LOG.debug("deployments are no longer followed");
            } catch (RuntimeException failure) {
                LOG.error("deployments must be followed; trying again: {}", failure.getMessage(), failure);
                pause();
            }
        }
    }

    /** A record that cannot be used must not take those behind it along: they would never be read again. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            next.accept(record);
        } catch (WakeupException asked) {
            throw asked;
        } catch (RuntimeException failure) {
            LOG.error(
                    "a record of the control topic must be usable: was not, and is skipped ({}-{}, offset {})",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    failure);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** Waits for a model that is just being loaded, which has a time limit of its own. */
    @Override
    public void close() {
        stopping = true;
        reader.wakeUp();
        try {
            thread.join(STOP.toMillis());
            reader.close();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
