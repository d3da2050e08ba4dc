package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.guarantee.Servers.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The only broker is killed under load and comes back: the process goes on by itself. Kafka's time limits are a tenth of
 * what they are, so that a short outage passes all of them; {@code -Driffle.outages=1,10,60,150,600} (seconds, in turns
 * killed and frozen) keeps Kafka's own. Such a broker may leave hanging transactions (KAFKA-20734), which the pipeline
 * aborts; see docs/OPERATIONS.md.
 */
@Tag("drill")
class BrokerOutageIT {
    private static final String OUTAGES = System.getProperty("riffle.outages", "");
    private static final List<Integer> SHORT = List.of(20);
    private static final int EVENTS_PER_SECOND = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<String, String> IMPATIENT = Map.of(
            "producer.max.block.ms", "6000",
            "producer.request.timeout.ms", "3000",
            "producer.delivery.timeout.ms", "12000",
            "consumer.request.timeout.ms", "3000",
            "consumer.default.api.timeout.ms", "6000",
            "task.timeout.ms", "10000");

    private BrokerProcess broker;
    private Servers servers;

    @TempDir
    Path directory;

    @BeforeEach
    void startServers() throws Exception {
        broker = BrokerProcess.start();
        servers = Servers.on(broker);
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void pipeline_goesOnByItself_whenTheBrokerWasAway(String guarantee) throws Exception {
        Topics topics = servers.createTopics("away", "away.events");
        try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), EVENTS_PER_SECOND);
                OutageRun app = OutageRun.start(servers, "away", topics, directory, settings(guarantee), PATIENCE)) {
            int killed = 0;
            for (int seconds : outages()) {
                app.awaitMore(2 * EVENTS_PER_SECOND);
                boolean kill = killed++ % 2 == 0;
                away(seconds, kill);
                app.awaitMore(2 * EVENTS_PER_SECOND);
                System.out.println(guarantee + ": " + seconds + " s " + (kill ? "killed" : "frozen") + ", went on");
            }
            int produced = load.stop();
            app.awaitConsumed(produced);
            app.end();
            assertAllAnswered(guarantee, app, produced);
        }
    }

    private static List<Integer> outages() {
        return OUTAGES.isEmpty()
                ? SHORT
                : Stream.of(OUTAGES.split(",")).map(Integer::valueOf).toList();
    }

    private static Map<String, String> settings(String guarantee) {
        Map<String, String> settings = new HashMap<>(Map.of("kafka.guarantee", guarantee));
        if (guarantee.equals("exactly-once")) {
            settings.put("kafka.properties.producer.transaction.timeout.ms", "3000");
        }
        if (OUTAGES.isEmpty()) {
            IMPATIENT.forEach((name, value) -> settings.put("kafka.properties." + name, value));
        }
        return settings;
    }

    private void away(int seconds, boolean kill) throws Exception {
        if (kill) {
            broker.kill();
        } else {
            broker.freeze();
        }
        // How long it is away is what is drilled; there is nothing to wait for.
        TimeUnit.SECONDS.sleep(seconds);
        if (kill) {
            broker.startAgain();
        } else {
            broker.goOn();
        }
    }

    /** What producers left open hides what is committed behind it until the broker ends it; nothing new is written. */
    private void assertAllAnswered(String guarantee, OutageRun app, int produced) throws Exception {
        await().atMost(PATIENCE).until(() -> app.verdict().lost() == 0);
        Verdict verdict = app.verdict();
        System.out.println(guarantee + ", broker away: " + verdict);
        assertThat(verdict.received()).isEqualTo(produced);
        assertThat(verdict.lost() + verdict.pending()).isZero();
        if (guarantee.equals("exactly-once")) {
            assertThat(verdict.duplicated() + verdict.outOfOrder()).isZero();
            assertThat(verdict.predicted() + verdict.deadLettered()).isEqualTo(produced);
        }
    }
}
