package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.Main;
import io.riffle.guarantee.Servers.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** The product in a process of its own, which must go on by itself whatever becomes of its brokers. */
final class OutageRun implements AutoCloseable {
    private static final String TRANSACTION_TIMEOUT = "kafka.properties.producer.transaction.timeout.ms";

    private final Servers servers;
    private final String pipeline;
    private final Topics topics;
    private final Duration patience;
    private final ChildProcess app;

    private OutageRun(Servers servers, String pipeline, Topics topics, Duration patience, ChildProcess app) {
        this.servers = servers;
        this.pipeline = pipeline;
        this.topics = topics;
        this.patience = patience;
        this.app = app;
    }

    /** Starts one whose topics are there; the settings come on top of what a test usually has. */
    static OutageRun start(
            Servers servers,
            String pipeline,
            Topics topics,
            Path directory,
            Map<String, String> more,
            Duration patience)
            throws IOException {
        Map<String, String> settings = new HashMap<>(servers.settings(pipeline, topics, directory.resolve("state")));
        // The short one of other tests is over before an outage is.
        settings.remove(TRANSACTION_TIMEOUT);
        settings.putAll(more);
        List<String> arguments = new ArrayList<>(List.of("run", "--config", Servers.PIPELINE.toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        ChildProcess app = ChildProcess.start(Main.class, directory.resolve("app.log"), arguments);
        return new OutageRun(servers, pipeline, topics, patience, app);
    }

    void awaitMore(int events) throws Exception {
        awaitConsumed(servers.reader().consumed(pipeline, topics.events()) + events);
    }

    void awaitConsumed(long offset) {
        try {
            await().atMost(patience)
                    .failFast(() -> assertThat(app.isAlive()).isTrue())
                    .ignoreExceptions()
                    .until(() -> servers.reader().consumed(pipeline, topics.events()) >= offset);
        } catch (ConditionTimeoutException | TerminalFailureException stuck) {
            throw new AssertionError("the pipeline must go on; alive " + app.isAlive() + ", log:\n" + app.log(), stuck);
        }
    }

    /** Ends it as an operator does, which must succeed. */
    void end() throws Exception {
        assertThat(app.terminate()).as("exit code; log:\n%s", app.log()).isZero();
    }

    Verdict verdict() throws Exception {
        return Verdict.of(servers.reader(), pipeline, topics.events(), topics.predictions(), topics.deadLetters());
    }

    @Override
    public void close() throws Exception {
        app.close();
    }
}
