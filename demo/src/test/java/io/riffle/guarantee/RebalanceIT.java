package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.guarantee.Servers.Topics;
import io.riffle.product.KillableApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions move from instance to instance at full load, by invitation and by force; no event may notice. */
@Tag("drill")
class RebalanceIT {
    private static final int EVENTS_PER_SECOND = 2_500;
    private static final int WORKING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Unless it is this high, a new instance first copies the state of two tasks and works minutes later. */
    private static final String MOVE_AT_ONCE = "kafka.properties.acceptable.recovery.lag=1000000000";

    private static Servers servers;

    @TempDir
    Path directory;

    private Topics topics;

    @BeforeAll
    static void startServers() throws Exception {
        servers = Servers.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void events_areNeitherLostNorDoubled_whenInstancesComeAndGoUnderLoad() throws Exception {
        topics = servers.createTopics("moved", "moved.events");
        try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), EVENTS_PER_SECOND);
                Instance first = new Instance("first")) {
            first.awaitWork();
            try (Instance second = new Instance("second")) {
                second.awaitWork();
                try (Instance third = new Instance("third")) {
                    third.awaitWork();
                    first.app.terminate();
                    second.awaitWork();
                    third.awaitWork();
                    second.app.kill();
                    third.awaitWork();
                    int produced = load.stop();
                    third.awaitConsumed(produced);
                    third.app.terminate();
                    Verdict verdict = verdict();
                    System.out.println("instances added, stopped and killed: " + first + second + third + verdict);
                    assertNothingHappened(verdict, produced);
                }
            }
        }
    }

    private Verdict verdict() throws Exception {
        return Verdict.of(servers.reader(), "moved", topics.events(), topics.predictions(), topics.deadLetters());
    }

    private static void assertNothingHappened(Verdict verdict, int produced) {
        assertThat(verdict.received()).isEqualTo(produced);
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.pending()).isZero();
        assertThat(verdict.duplicated()).isZero();
        assertThat(verdict.outOfOrder()).isZero();
        assertThat(verdict.predicted() + verdict.deadLettered()).isEqualTo(produced);
    }

    /** One process of the application, with state of its own. */
    private final class Instance implements AutoCloseable {
        private final String name;
        private final InFlightProbe probe;
        private final ChildProcess app;
        private final List<Long> seconds = new ArrayList<>();

        Instance(String name) throws Exception {
            this.name = name;
            Path file = directory.resolve(name + ".probe");
            probe = InFlightProbe.open(file);
            List<String> arguments =
                    new ArrayList<>(List.of("frames", file.toString(), Servers.PIPELINE.toString(), MOVE_AT_ONCE));
            servers.settings("moved", topics, directory.resolve(name + ".state"))
                    .forEach((key, value) -> arguments.add(key + "=" + value));
            app = ChildProcess.start(KillableApp.class, directory.resolve(name + ".log"), arguments);
        }

        /** Until it has read so many events from now on. */
        void awaitWork() {
            long before = probe.received();
            long start = System.nanoTime();
            await(name).atMost(PATIENCE).failFast(this::assertAlive).until(() -> probe.received() >= before + WORKING);
            seconds.add(Duration.ofNanos(System.nanoTime() - start).toSeconds());
        }

        void awaitConsumed(int produced) {
            await(name)
                    .atMost(PATIENCE)
                    .failFast(this::assertAlive)
                    .until(() -> servers.reader().consumed("moved", topics.events()) >= produced);
        }

        private void assertAlive() {
            assertThat(app.isAlive()).as("alive; log:\n%s", app.log()).isTrue();
        }

        @Override
        public void close() {
            app.close();
        }

        @Override
        public String toString() {
            return name + " read " + probe.received() + " (seconds waited for work: " + seconds + "), ";
        }
    }
}
