package io.riffle.app;

import io.riffle.config.Pipeline;
import io.riffle.topology.ScoringTopology;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running pipeline: Kafka Streams, its adapters and the HTTP endpoints. It ends when it is closed or when something
 * fails that would fail for every event (broker, state, a bug); then nothing more is read from the topic.
 */
public final class ScoringApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringApplication.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final AppAdapters adapters;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ScoringApplication(KafkaStreams streams, AppAdapters adapters) {
        this.streams = streams;
        this.adapters = adapters;
    }

    /** Checks topics, loads the model, opens the adapters and starts to read. */
    public static ScoringApplication start(Pipeline pipeline) throws StartException, InterruptedException {
        StreamsSettings settings = new StreamsSettings(pipeline);
        try (Admin admin = Admin.create(settings.admin())) {
            new TopicCheck(admin).require(pipeline);
        }
        AppAdapters adapters = AppAdapters.open(pipeline);
        KafkaStreams streams = new KafkaStreams(
                new ScoringTopology(pipeline, adapters.forTopology()).build(), settings.streams());
        ScoringApplication application = new ScoringApplication(streams, adapters);
        try {
            application.run(pipeline);
            return application;
        } catch (StartException | RuntimeException failed) {
            application.close();
            throw failed;
        }
    }

    private void run(Pipeline pipeline) throws StartException {
        streams.setUncaughtExceptionHandler(this::fail);
        streams.setStateListener((now, before) -> {
            LOG.info("{} is {}", pipeline.name(), now);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
        adapters.serve(pipeline, streams);
        streams.start();
    }

    /** Such an error would meet every event: stopping keeps them in the topic, going on would drain it. */
    private StreamThreadExceptionResponse fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        LOG.error("stopping: an error that is not about one event", cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Waits until the pipeline has ended. */
    public ExitCode await() throws InterruptedException {
        ended.await();
        return failure.get() == null ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Where metrics and health are served. */
    public int httpPort() {
        return adapters.httpPort();
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Finishes the frames in hand, commits and closes everything; blocks for at most 30 s. */
    @Override
    public void close() {
        if (!streams.close(CLOSE_TIMEOUT)) {
            LOG.warn("not all stream threads ended within {}", CLOSE_TIMEOUT);
        }
        adapters.close();
        ended.countDown();
    }
}
