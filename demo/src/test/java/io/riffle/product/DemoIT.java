package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.app.process.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole demo with its own broker and Redis: every event gets the answer that its generator expects. */
class DemoIT {
    private static final int EVENTS = 60_000;

    @Test
    void demo_endsWithASumThatHolds_whenRunOnce() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();

        int code = Main.run(
                Map.of(),
                new PrintWriter(out),
                new PrintWriter(error),
                "demo",
                "--config",
                "../config/card-fraud.yaml",
                "--events",
                Integer.toString(EVENTS),
                "--once",
                "--rate",
                "0",
                "-o",
                "json");

        assertThat(error.toString()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.OK.value());
        String[] lines = out.toString().strip().split("\n");
        JsonNode report = new ObjectMapper().readTree(lines[lines.length - 1]);
        assertThat(report.get("received").intValue()).isEqualTo(EVENTS);
        assertThat(report.get("predicted").intValue()
                        + report.get("dead_lettered").intValue())
                .isEqualTo(EVENTS);
        assertThat(report.get("duplicates").intValue()).isPositive();
        assertThat(report.get("alerts").intValue()).isPositive();
        assertThat(report.get("auc").doubleValue()).isGreaterThan(0.9);
        assertThat(report.get("latency_ms").get("p99").doubleValue())
                .isGreaterThanOrEqualTo(report.get("latency_ms").get("p50").doubleValue());
        assertFound(report.get("drift"));
        assertFound(report.get("quality"));
    }

    /** Within two windows of half an hour after it began, and nothing before. */
    private static void assertFound(JsonNode incident) {
        Instant injected = Instant.parse(incident.get("injected_at").textValue());
        Instant detected = Instant.parse(incident.get("detected_at").textValue());
        assertThat(Duration.between(injected, detected)).isBetween(Duration.ofMinutes(1), Duration.ofHours(1));
        assertThat(incident.get("alarms_before").intValue()).isZero();
    }
}
