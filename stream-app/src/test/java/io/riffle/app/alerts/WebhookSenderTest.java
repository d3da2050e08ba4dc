package io.riffle.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.config.Secret;
import io.riffle.config.WebhookConfig;
import io.riffle.metrics.AlertMetrics;
import io.riffle.schema.AlertName;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Severity;
import io.riffle.schema.StandingAlert;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
    private static final long AT = 1_736_121_660_000L;

    private final Counts counts = new Counts();
    private AlertReceiver receiver;
    private long nanos;

    @BeforeEach
    void start() throws Exception {
        receiver = new AlertReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void alerts_areSentInAlertmanagersForm() throws Exception {
        WebhookSender sender = sender(receiver.url(), 10);
        sender.add(alert("moved", "3/champion/a\"b", "raised"));
        sender.work();

        assertThat(receiver.authorizations()).containsExactly("Bearer hunter2");
        JsonNode sent = receiver.taken().get(0);
        assertThat(sent.at("/labels/alertname").asText()).isEqualTo("moved");
        assertThat(sent.at("/labels/subject").asText()).isEqualTo("3/champion/a\"b");
        assertThat(sent.at("/labels/pipeline").asText()).isEqualTo("p");
        assertThat(sent.at("/labels")).hasSize(3);
        assertThat(sent.at("/annotations/summary").asText()).isEqualTo("seen");
        assertThat(sent.at("/annotations/severity").asText()).isEqualTo("high");
        assertThat(Instant.parse(sent.at("/startsAt").asText())).isEqualTo(Instant.ofEpochMilli(AT - 60_000));
        assertThat(Instant.parse(sent.at("/endsAt").asText()))
                .isAfter(Instant.ofEpochMilli(AT).plusSeconds(3_600));
        assertThat(sender.isEmpty()).isTrue();
        assertThat(counts.sent).isEqualTo(1);
    }

    @Test
    void resolvedAlert_hasTheSameLabelsAndAnEnd() throws Exception {
        WebhookSender sender = sender(receiver.url(), 10);
        sender.add(alert("moved", "s", "raised"));
        sender.work();
        sender.add(alert("moved", "s", "resolved"));
        sender.work();
        assertThat(receiver.taken()).hasSize(2);
        assertThat(receiver.taken().get(1).get("labels"))
                .isEqualTo(receiver.taken().get(0).get("labels"));
        assertThat(Instant.parse(receiver.taken().get(1).at("/endsAt").asText()))
                .isEqualTo(Instant.ofEpochMilli(AT));
    }

    @Test
    void alerts_areSentAgainAfterAPause_whenTheServerFails() throws Exception {
        WebhookSender sender = sender(receiver.url(), 10);
        receiver.fail(500);
        receiver.fail(429);
        sender.add(alert("moved", "s", "raised"));
        sender.work();
        sender.work();
        assertThat(counts.failed).as("not before the pause is over").isEqualTo(1);
        nanos += Duration.ofMillis(1_001).toNanos();
        sender.work();
        assertThat(counts.failed).isEqualTo(2);
        nanos += Duration.ofMillis(1_001).toNanos();
        sender.work();
        assertThat(receiver.taken()).as("the second pause is twice as long").isEmpty();
        nanos += Duration.ofMillis(1_001).toNanos();
        sender.work();
        assertThat(receiver.taken()).hasSize(1);
        assertThat(sender.isEmpty()).isTrue();
    }

    @Test
    void alerts_areDropped_whenTheRequestItselfIsRefused() throws Exception {
        WebhookSender sender = sender(receiver.url(), 10);
        receiver.fail(400);
        sender.add(alert("moved", "s", "raised"));
        sender.work();
        assertThat(sender.isEmpty()).isTrue();
        assertThat(counts.dropped).isEqualTo(1);
    }

    @Test
    void request_ends_whenTheServerDoesNotAnswer() throws Exception {
        WebhookSender sender = sender(receiver.url(), 10);
        receiver.stuck(true);
        sender.add(alert("moved", "s", "raised"));
        long before = System.nanoTime();
        sender.work();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(counts.failed).isEqualTo(1);
        receiver.stuck(false);
        nanos += Duration.ofSeconds(2).toNanos();
        sender.work();
        assertThat(receiver.taken()).hasSize(1);
    }

    @Test
    void queue_keepsTheLatestStateOfTheLatestAlerts_whenNobodyTakesThem() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        WebhookSender sender = sender(URI.create("http://127.0.0.1:" + port + "/"), 2);
        sender.add(alert("r", "a", "raised"));
        sender.add(alert("r", "b", "raised"));
        sender.add(alert("r", "b", "resolved"));
        assertThat(counts.dropped).isZero();
        sender.work();
        assertThat(counts.failed).isEqualTo(1);
        sender.add(alert("r", "c", "raised"));
        assertThat(counts.dropped).isEqualTo(1);
    }

    @Test
    void queue_keepsWhatChangedWhileItWasSent() {
        WebhookQueue queue = new WebhookQueue(5);
        queue.add(alert("r", "a", "raised"));
        List<StandingAlert> sent = queue.first(9);
        queue.add(alert("r", "a", "resolved"));
        queue.done(sent);
        assertThat(queue.first(9)).extracting(StandingAlert::status).containsExactly("resolved");
    }

    private WebhookSender sender(URI url, int queue) {
        WebhookConfig config = new WebhookConfig(url, Optional.of(new Secret("hunter2")), Duration.ofSeconds(1), queue);
        return new WebhookSender(config, counts, () -> nanos);
    }

    private static StandingAlert alert(String rule, String subject, String status) {
        return new StandingAlert(
                "id",
                "p",
                new AlertName(rule, AlertSubject.parse(subject)),
                status,
                new Finding(Severity.HIGH, 0.2, 0.1, "seen"),
                new StandingAlert.Times(AT - 60_000, AT - 1_000, AT, AT),
                2);
    }

    private static final class Counts implements AlertMetrics {
        private int sent;
        private int failed;
        private int dropped;

        @Override
        public void sent(int alerts) {
            sent += alerts;
        }

        @Override
        public void failed() {
            failed++;
        }

        @Override
        public void dropped(int alerts) {
            dropped += alerts;
        }
    }
}
