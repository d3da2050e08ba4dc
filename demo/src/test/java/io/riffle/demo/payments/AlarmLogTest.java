package io.riffle.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.AlertName;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Severity;
import io.riffle.schema.StandingAlert;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AlarmLogTest {
    private static final long HOUR = 3_600_000;
    private static final long HALF = HOUR / 2;

    private final AlarmLog log = new AlarmLog(Incidents.from(0));

    @Test
    void incidents_areInjectedWhenEventTimeReachesThem() {
        log.sending(8 * HOUR - 1);
        assertThat(log.quality()).isEqualTo(new DemoAlarm(null, null, 0));
        assertThat(log.isWaiting(HALF)).isFalse();

        log.sending(8 * HOUR);
        log.sending(9 * HOUR);
        assertThat(log.quality().injectedAt()).isEqualTo(8 * HOUR);
        assertThat(log.drift().injectedAt()).isNull();
        assertThat(log.isWaiting(HALF)).isTrue();
        assertThat(log.news()).singleElement().asString().contains("quality incident injected");
        assertThat(log.news()).isEmpty();
    }

    @Test
    void alarm_isFound_whenItsSubjectIsRaisedAfterTheInjection() throws Exception {
        log.sending(11 * HOUR);
        alert("drift", "1/champion/amount", "raised", 10 * HOUR + HALF);
        assertThat(log.drift().detectedAt()).isNull();
        alert("drift", "1/champion/entry_mode", "raised", 10 * HOUR + HALF);
        alert("drift", "1/champion/entry_mode", "updated", 11 * HOUR);
        alert("quality", "-/-/amount.wrong_type", "raised", 8 * HOUR + HALF);

        assertThat(log.drift()).isEqualTo(new DemoAlarm(10 * HOUR, 10 * HOUR + HALF, 0));
        assertThat(log.quality().detectedAt()).isEqualTo(8 * HOUR + HALF);
        assertThat(log.quality().fields())
                .containsEntry("injected_at", null)
                .containsEntry("detected_at", "1970-01-01T08:30:00Z")
                .containsEntry("alarms_before", 0);
        assertThat(log.isWaiting(HALF)).isFalse();
    }

    @Test
    void alarms_areCountedAsFalse_whenTheirWindowEndsBeforeTheInjection() throws Exception {
        alert("drift", "1/champion/amount", "raised", 2 * HOUR);
        alert("drift", "1/champion/amount", "resolved", 3 * HOUR);
        alert("quality", "-/-/rejected", "raised", 8 * HOUR);
        assertThat(log.drift().before()).isEqualTo(1);
        assertThat(log.quality().before()).isEqualTo(1);
    }

    @Test
    void alertsAboutScores_areNoAlarms() throws Exception {
        assertThat(log.read("card-1".getBytes(StandardCharsets.UTF_8), new byte[0]))
                .isFalse();
        assertThat(log.read(null, new byte[0])).isFalse();
    }

    private void alert(String rule, String subject, String status, long to) throws Exception {
        AlertName name = new AlertName(rule, AlertSubject.parse(subject));
        StandingAlert alert = new StandingAlert(
                "id",
                "p",
                name,
                status,
                new Finding(Severity.HIGH, 1, 0, "text"),
                new StandingAlert.Times(to - HALF, to - HALF, to, to),
                1);
        assertThat(log.read(name.text().getBytes(StandardCharsets.UTF_8), new ObjectMapper().writeValueAsBytes(alert)))
                .isTrue();
    }
}
