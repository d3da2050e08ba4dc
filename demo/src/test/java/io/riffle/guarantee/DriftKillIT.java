package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.guarantee.Servers.Topics;
import io.riffle.product.KillableApp;
import io.riffle.schema.DriftReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The totals of a window equal the rows scored in it, whatever kills the process or moves its partitions. */
@Tag("drill")
class DriftKillIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long WINDOW = Duration.ofMinutes(20).toMillis();
    private static final int EVENTS_PER_SECOND = 2_000;

    @TempDir
    Path directory;

    @Test
    void windows_holdExactlyTheRowsScored_whenKilledAndRebalanced() throws Exception {
        try (Servers servers = Servers.start()) {
            Topics topics = servers.createTopics("drift-killed", "drift-killed.events");
            int produced = runKilled(servers, topics);

            Map<Long, Long> scored = scored(servers, topics);
            Map<Long, Long> counted = counted(servers);
            long last = ((TreeMap<Long, Long>) scored).lastKey() - 2 * WINDOW;
            scored.keySet().removeIf(start -> start > last);
            counted.keySet().removeIf(start -> start > last);
            System.out.println("windows after kills and a rebalance: " + counted.size() + " of " + scored.size()
                    + ", rows: "
                    + counted.values().stream().mapToLong(Long::longValue).sum() + " of " + produced);
            assertThat(scored.size()).isGreaterThan(10);
            assertThat(counted).isEqualTo(scored);
        }
    }

    private int runKilled(Servers servers, Topics topics) throws Exception {
        try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), EVENTS_PER_SECOND)) {
            for (int kill = 0; kill < 2; kill++) {
                long before = servers.reader().consumed("drift-killed", topics.events());
                try (ChildProcess app = start(servers, topics, "one")) {
                    awaitConsumed(servers, topics, app, before + 3_000);
                    app.kill();
                }
            }
            try (ChildProcess first = start(servers, topics, "one")) {
                awaitConsumed(servers, topics, first, 10_000);
                try (ChildProcess second = start(servers, topics, "two")) {
                    awaitConsumed(servers, topics, second, 18_000);
                    first.kill();
                    awaitConsumed(servers, topics, second, 24_000);
                    int produced = load.stop();
                    awaitConsumed(servers, topics, second, produced);
                    awaitReports(servers);
                    second.terminate();
                    return produced;
                }
            }
        }
    }

    private ChildProcess start(Servers servers, Topics topics, String instance) throws Exception {
        Path file = directory.resolve(instance + ".probe");
        InFlightProbe.open(file).reset();
        List<String> arguments = new ArrayList<>(List.of("frames", file.toString(), Servers.PIPELINE.toString()));
        Map<String, String> settings = servers.settings("drift-killed", topics, directory.resolve(instance + ".state"));
        settings.put("drift.window", "20m");
        // Of the payments 0.4 % come up to two minutes late, and every row must find its window open.
        settings.put("drift.grace", "3m");
        settings.put("drift.sliding", "0s");
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        return ChildProcess.start(KillableApp.class, directory.resolve(instance + ".log"), arguments);
    }

    private static void awaitConsumed(Servers servers, Topics topics, ChildProcess app, long rows) {
        await().atMost(PATIENCE)
                .failFast(() -> assertThat(app.isAlive())
                        .as("alive; log:\n%s", app.log())
                        .isTrue())
                .until(() -> servers.reader().consumed("drift-killed", topics.events()) >= rows);
    }

    /** All parts are merged and judged when the reports stop coming. */
    private static void awaitReports(Servers servers) {
        await().atMost(PATIENCE)
                .during(Duration.ofSeconds(4))
                .pollInterval(Duration.ofSeconds(1))
                .until(new java.util.concurrent.Callable<Boolean>() {
                    private int seen = -1;

                    @Override
                    public Boolean call() {
                        int now = servers.reader().count("drift-killed.drift.v1");
                        boolean same = now == seen && now > 0;
                        seen = now;
                        return same;
                    }
                });
    }

    private static Map<Long, Long> scored(Servers servers, Topics topics) throws Exception {
        Map<Long, Long> rows = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : servers.reader().committed(topics.predictions())) {
            JsonNode prediction = JSON.readTree(record.value());
            long time = prediction.at("/parameters/event_time_ms").longValue();
            rows.merge(Math.floorDiv(time, WINDOW) * WINDOW, 1L, Long::sum);
        }
        return rows;
    }

    /** The last revision of each window. */
    private static Map<Long, Long> counted(Servers servers) throws Exception {
        Map<Long, Long> rows = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : servers.reader().committed("drift-killed.drift.v1")) {
            DriftReport report = JSON.readValue(record.value(), DriftReport.class);
            assertThat(report.lateRows()).isZero();
            rows.put(report.fromMs(), report.rows());
        }
        return rows;
    }
}
