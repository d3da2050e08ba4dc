package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.Main;
import io.riffle.guarantee.Servers.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three brokers, three replicas, two of them in sync: without one broker the pipeline goes on; without two it waits, and goes
 * on by itself when one of them is back. Runs with {@code -Dtest.excluded-groups=none}.
 */
@Tag("outage")
class BrokerTrioIT {
    private static final int EVENTS_PER_SECOND = 300;
    private static final int WITHOUT_TWO_SECONDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private BrokerTrio brokers;
    private Servers servers;

    @TempDir
    Path directory;

    @BeforeEach
    void startServers() throws Exception {
        brokers = BrokerTrio.start();
        servers = Servers.on(brokers);
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void pipeline_goesOnWithoutOneBroker_andAfterwardsWithoutTwo(String guarantee) throws Exception {
        Topics topics = servers.createTopics("trio", "trio.events");
        try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), EVENTS_PER_SECOND);
                ChildProcess app =
                        ChildProcess.start(Main.class, directory.resolve("app.log"), run(guarantee, topics))) {
            awaitMore(app, topics);

            brokers.kill(1);
            awaitMore(app, topics);
            brokers.kill(2);
            // How long they are away is what is drilled; there is nothing to wait for.
            TimeUnit.SECONDS.sleep(WITHOUT_TWO_SECONDS);
            brokers.startAgain(1);
            awaitMore(app, topics);
            brokers.startAgain(2);
            awaitMore(app, topics);

            int produced = load.stop();
            awaitConsumed(app, topics, produced);
            assertThat(app.terminate()).as("exit code; log:\n%s", app.log()).isZero();
            Verdict verdict =
                    Verdict.of(servers.reader(), "trio", topics.events(), topics.predictions(), topics.deadLetters());
            System.out.println(guarantee + ", one and two of three brokers away: " + verdict);
            assertThat(verdict.received()).isEqualTo(produced);
            assertThat(verdict.lost() + verdict.pending()).isZero();
            if (guarantee.equals("exactly-once")) {
                assertThat(verdict.duplicated() + verdict.outOfOrder()).isZero();
            }
        }
    }

    private List<String> run(String guarantee, Topics topics) {
        Map<String, String> settings = servers.settings("trio", topics, directory.resolve("state"));
        settings.put("kafka.guarantee", guarantee);
        settings.remove("kafka.properties.producer.transaction.timeout.ms");
        List<String> arguments = new ArrayList<>(List.of("run", "--config", Servers.PIPELINE.toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    private void awaitMore(ChildProcess app, Topics topics) throws Exception {
        awaitConsumed(app, topics, servers.reader().consumed("trio", topics.events()) + 2 * EVENTS_PER_SECOND);
    }

    private void awaitConsumed(ChildProcess app, Topics topics, long offset) {
        await().atMost(PATIENCE)
                .failFast(() -> assertThat(app.isAlive())
                        .as("alive; log:\n%s", app.log())
                        .isTrue())
                .ignoreExceptions()
                .until(() -> servers.reader().consumed("trio", topics.events()) >= offset);
    }
}
