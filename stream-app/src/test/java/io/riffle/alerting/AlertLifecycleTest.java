package io.riffle.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.alerting.AlertLifecycle.Telling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {
    private final AlertLifecycle lifecycle = new AlertLifecycle(200);
    private final List<Telling> told = new ArrayList<>();
    private AlertState state = AlertState.NONE;

    @Test
    void alert_isRaisedOnceAndResolved_whenItFiresInSeveralWindows() {
        window(1, AlertSeverity.NONE);
        window(2, AlertSeverity.LOW);
        window(3, AlertSeverity.LOW);
        window(4, AlertSeverity.LOW);
        assertThat(state.since()).isEqualTo(100);
        assertThat(state.windows()).isEqualTo(3);
        window(5, AlertSeverity.NONE);
        window(6, AlertSeverity.NONE);
        assertThat(told).containsExactly(Telling.RAISED, Telling.RESOLVED);
    }

    @Test
    void alert_isUpdated_whenItsSeverityChanges() {
        window(1, AlertSeverity.LOW);
        window(2, AlertSeverity.HIGH);
        window(3, AlertSeverity.HIGH);
        assertThat(told).containsExactly(Telling.RAISED, Telling.UPDATED);
    }

    @Test
    void alert_isSilent_whenItComesBackWithinTheCooldown() {
        window(1, AlertSeverity.LOW);
        window(2, AlertSeverity.NONE);
        window(3, AlertSeverity.LOW);
        assertThat(told).containsExactly(Telling.RAISED, Telling.RESOLVED);
        window(4, AlertSeverity.LOW);
        assertThat(told).containsExactly(Telling.RAISED, Telling.RESOLVED, Telling.RAISED);
    }

    /** A late partition has an old window judged again; that must not end what the newer one began. */
    @Test
    void alert_goesOn_whenAnOlderWindowIsCorrected() {
        window(5, AlertSeverity.HIGH);
        window(3, AlertSeverity.NONE);
        assertThat(told).containsExactly(Telling.RAISED);
        assertThat(state.isFiring()).isTrue();
    }

    private void window(int number, AlertSeverity severity) {
        AlertSignal signal =
                new AlertSignal("drift", "1/champion/x", severity, 0.2, 0.1, "x", number * 100L - 100, number * 100L);
        AlertLifecycle.Step step = lifecycle.next(state, signal);
        state = step.state();
        step.telling().ifPresent(told::add);
    }
}
