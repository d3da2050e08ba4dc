package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.guarantee.Servers.Topics;
import java.nio.file.Path;
import java.time.Duration;
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
                OutageRun app = OutageRun.start(
                        servers, "trio", topics, directory, Map.of("kafka.guarantee", guarantee), PATIENCE)) {
            app.awaitMore(2 * EVENTS_PER_SECOND);

            brokers.kill(1);
            app.awaitMore(2 * EVENTS_PER_SECOND);
            brokers.kill(2);
            // How long they are away is what is drilled; there is nothing to wait for.
            TimeUnit.SECONDS.sleep(WITHOUT_TWO_SECONDS);
            brokers.startAgain(1);
            app.awaitMore(2 * EVENTS_PER_SECOND);
            brokers.startAgain(2);
            app.awaitMore(2 * EVENTS_PER_SECOND);

            int produced = load.stop();
            app.awaitConsumed(produced);
            app.end();
            Verdict verdict = app.verdict();
            System.out.println(guarantee + ", one and two of three brokers away: " + verdict);
            assertThat(verdict.received()).isEqualTo(produced);
            assertThat(verdict.lost() + verdict.pending()).isZero();
            if (guarantee.equals("exactly-once")) {
                assertThat(verdict.duplicated() + verdict.outOfOrder()).isZero();
            }
        }
    }
}
