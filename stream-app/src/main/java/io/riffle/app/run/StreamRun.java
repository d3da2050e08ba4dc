package io.riffle.app.run;

import io.riffle.app.process.ExitCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams from its start to its end. It goes on after an outage of the broker. It ends when it is closed, or when
 * something fails that would fail for every event (rights, state, a bug); nothing more is read from the topic then.
 */
final class StreamRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRun.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /** A thread that fails at once after it was replaced must not fill the log. */
    private static final Duration REPLACE_PAUSE = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private final StreamsEnd end;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ThreadFailures failures = new ThreadFailures();

    private StreamRun(String pipeline, KafkaStreams streams) {
        this.streams = streams;
        end = new StreamsEnd(pipeline, CLOSE_TIMEOUT);
    }

    /** Joins the group and begins to read. */
    static StreamRun start(String pipeline, KafkaStreams streams) {
        StreamRun run = new StreamRun(pipeline, streams);
        streams.setUncaughtExceptionHandler(run::fail);
        streams.setStateListener(run.end);
        streams.start();
        return run;
    }

    /**
     * An outage passes, and another thread goes on. Any other error would meet every event: stopping keeps them in the
     * topic, going on would drain it.
     */
    private StreamThreadExceptionResponse fail(Throwable cause) {
        if (failures.passes(cause, System.currentTimeMillis())) {
            LOG.warn("a stream thread failed, another goes on", cause);
            pause();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.compareAndSet(null, cause);
        LOG.error("stopping because of an error that is not about one event", cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static void pause() {
        try {
            Thread.sleep(REPLACE_PAUSE.toMillis());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the stream has ended, and says how. */
    ExitCode await() throws InterruptedException {
        end.await();
        return failure.get() == null ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Whether events are being read. */
    boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether nothing will be read any more: closed, or stopped by an error. */
    boolean hasEnded() {
        return end.hasCome();
    }

    /** Finishes the frames in hand and commits; blocks for at most 30 s. */
    @Override
    public void close() {
        // Without leaving, all partitions that this instance had would wait for its session to expire.
        CloseOptions leaving = CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leaving)) {
            LOG.warn("not all stream threads ended within {} s", CLOSE_TIMEOUT.toSeconds());
        }
    }

    /** Lets those go on who wait for the end. */
    void end() {
        end.come();
    }
}
