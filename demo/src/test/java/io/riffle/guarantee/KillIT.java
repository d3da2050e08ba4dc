package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.guarantee.Servers.Topics;
import io.riffle.product.KillableApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise: nothing lost, nothing twice, order kept, whatever kills the process. Judged by source positions in what
 * a committed-only consumer sees, while production goes on.
 */
@Tag("drill")
class KillIT {
    private static final int KILLS = 5;
    private static final int EVENTS = 40_000;
    private static final int EVENTS_PER_SECOND = 2_500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> HISTORY_FEATURES =
            List.of("amount_10m_count", "amount_1h_sum", "distance_1h_max", "merchant_24h_distinct");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Servers servers;

    @TempDir
    Path directory;

    @BeforeAll
    static void startServers() throws Exception {
        servers = Servers.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void events_areNeitherLostNorDoubled_whenKilledUnderLoad() throws Exception {
        Topics topics = servers.createTopics("killed", "killed.events");
        Killing killing = new Killing("frames", "killed", topics);

        int produced = killing.run(KILLS, EVENTS);
        Verdict verdict = killing.verdict();
        System.out.println("kill -9: " + killing.inFlight + " " + verdict);

        assertThat(killing.inFlight)
                .hasSize(KILLS)
                .allSatisfy(rows -> assertThat(rows.uncommitted())
                        .as("a kill proves something only while rows are in flight")
                        .isPositive());
        assertThat(verdict.received()).isEqualTo(produced).isGreaterThanOrEqualTo(EVENTS);
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.pending()).isZero();
        assertThat(verdict.duplicated()).isZero();
        assertThat(verdict.outOfOrder()).isZero();
        assertThat(verdict.predicted() + verdict.deadLettered()).isEqualTo(produced);
        assertSameAsUninterrupted(topics);
    }

    /** The control: the same stages behind a plain buffer must lose rows, or the test above could not fail. */
    @Test
    void events_areLost_whenFramesAreReplacedByPlainBuffer() throws Exception {
        Topics topics = servers.createTopics("buffered", "buffered.events");
        Killing killing = new Killing("buffer", "buffered", topics);

        killing.run(3, 0);
        Verdict verdict = killing.verdict();
        System.out.println("control with a plain buffer: " + killing.inFlight + " " + verdict);

        assertThat(verdict.lost()).isPositive();
    }

    @Test
    void events_areNeitherLostNorDoubled_whenStoppedBySigterm() throws Exception {
        Topics topics = servers.createTopics("stopped", "stopped.events");
        Map<String, String> settings = servers.settings("stopped", topics, directory.resolve("state"));
        List<String> arguments = new ArrayList<>(List.of("run", "--config", Servers.PIPELINE.toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Path log = directory.resolve("app.log");
        try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), EVENTS_PER_SECOND)) {
            for (int stop = 0; stop < 3; stop++) {
                long before = servers.reader().consumed("stopped", topics.events());
                try (ChildProcess app = ChildProcess.start(Main.class, log, arguments)) {
                    await().atMost(PATIENCE)
                            .until(() -> servers.reader().consumed("stopped", topics.events()) > before + 2_000);
                    assertThat(app.terminate())
                            .as("exit code; log:\n%s", app.log())
                            .isZero();
                }
            }
            int produced = load.stop();
            try (ChildProcess app = ChildProcess.start(Main.class, log, arguments)) {
                await().atMost(PATIENCE).until(() -> servers.reader().consumed("stopped", topics.events()) == produced);
                assertThat(app.terminate()).isZero();
            }
            Verdict verdict = verdict("stopped", topics);
            System.out.println("SIGTERM: " + verdict);
            assertThat(verdict.lost() + verdict.pending() + verdict.duplicated() + verdict.outOfOrder())
                    .isZero();
            assertThat(verdict.predicted() + verdict.deadLettered()).isEqualTo(produced);
        }
    }

    /** History is state: after five kills every prediction must have been made from the same numbers. */
    private void assertSameAsUninterrupted(Topics killed) throws Exception {
        Topics topics = servers.createTopics("whole", killed.events());
        Killing whole = new Killing("frames", "whole", topics);
        whole.finish(servers.reader().count(killed.events()));

        Map<String, Answer> expected = answers(topics);
        Map<String, Answer> actual = answers(killed);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        for (Map.Entry<String, Answer> each : actual.entrySet()) {
            Answer answer = each.getValue();
            Answer same = expected.get(each.getKey());
            assertThat(answer.history()).as(each.getKey()).isEqualTo(same.history());
            boolean sameProfile = answer.degraded().equals(same.degraded());
            if (sameProfile) {
                // Frames were cut elsewhere, and a matrix product may sum in another order for another batch size.
                assertThat(answer.score()).isCloseTo(same.score(), within(1e-6));
            }
        }
        System.out.println("history equal to an uninterrupted run in " + actual.size() + " predictions");
    }

    /** By source position. */
    private static Map<String, Answer> answers(Topics topics) {
        Map<String, Answer> answers = new HashMap<>();
        servers.reader().visit(topics.predictions(), record -> {
            JsonNode parameters = json(record).path("parameters");
            answers.put(parameters.path("source").toString(), Answer.of(parameters));
        });
        return answers;
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static Verdict verdict(String group, Topics topics) throws Exception {
        return Verdict.of(servers.reader(), group, topics.events(), topics.predictions(), topics.deadLetters());
    }

    /** What must be the same in every run, without the rest of a prediction: a test keeps all of them. */
    private record Answer(List<JsonNode> history, JsonNode degraded, double score) {
        static Answer of(JsonNode parameters) {
            List<JsonNode> history = HISTORY_FEATURES.stream()
                    .map(parameters.path("features")::path)
                    .toList();
            return new Answer(
                    history,
                    parameters.path("degraded"),
                    parameters.path("score").doubleValue());
        }
    }

    /**
     * What was in flight at a kill.
     *
     * @param unanswered rows that had been read but not answered: inside the frames being worked on
     * @param uncommitted rows that this process had read and whose offsets were not committed
     */
    private record InFlight(long unanswered, long uncommitted) {}

    /** One application that is killed again and again while events keep coming. */
    private final class Killing {
        private final List<InFlight> inFlight = new ArrayList<>();
        private final Random random = new Random(1);
        private final String group;
        private final Topics topics;
        private final InFlightProbe probe;
        private final List<String> arguments = new ArrayList<>();
        private final Path log;

        Killing(String mode, String group, Topics topics) throws Exception {
            this.group = group;
            this.topics = topics;
            Path file = directory.resolve(group + ".probe");
            log = directory.resolve(group + ".log");
            probe = InFlightProbe.open(file);
            arguments.addAll(List.of(mode, file.toString(), Servers.PIPELINE.toString()));
            servers.settings(group, topics, directory.resolve(group + ".state"))
                    .forEach((key, value) -> arguments.add(key + "=" + value));
        }

        /** Kills so often, produces at least so many events, lets the last process finish; gives what was produced. */
        int run(int kills, int events) throws Exception {
            try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), EVENTS_PER_SECOND)) {
                for (int kill = 0; kill < kills; kill++) {
                    kill();
                }
                await().atMost(PATIENCE).until(() -> load.produced() >= events);
                int produced = load.stop();
                finish(produced);
                return produced;
            }
        }

        private void kill() throws Exception {
            probe.reset();
            long committedBefore = servers.reader().consumed(group, topics.events());
            int rows = 500 + random.nextInt(3_000);
            try (ChildProcess app = ChildProcess.start(KillableApp.class, log, arguments)) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .failFast(() -> assertThat(app.isAlive())
                                .as("alive; log:\n%s", app.log())
                                .isTrue())
                        .until(() -> probe.received() >= rows);
                app.kill();
            }
            long read = probe.received();
            long unanswered = probe.unanswered();
            long committed = servers.reader().consumed(group, topics.events()) - committedBefore;
            inFlight.add(new InFlight(unanswered, read - committed));
        }

        /** Runs without a kill until everything is consumed, then stops cleanly. */
        void finish(int produced) throws Exception {
            try (ChildProcess app = ChildProcess.start(KillableApp.class, log, arguments)) {
                await().atMost(PATIENCE)
                        .failFast(() -> assertThat(app.isAlive())
                                .as("alive; log:\n%s", app.log())
                                .isTrue())
                        .until(() -> servers.reader().consumed(group, topics.events()) >= produced);
                app.terminate();
            }
        }

        Verdict verdict() throws Exception {
            return KillIT.verdict(group, topics);
        }
    }
}
