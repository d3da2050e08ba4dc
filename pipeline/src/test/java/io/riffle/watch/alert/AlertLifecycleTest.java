package io.riffle.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.AlertAction;
import io.riffle.schema.AlertName;
import io.riffle.schema.Finding;
import io.riffle.schema.Severity;
import io.riffle.watch.alert.AlertLifecycle.Telling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {
    private final List<Telling> told = new ArrayList<>();
    private AlertState state = AlertState.NONE;
    private boolean muted;
    private long hold;

    @Test
    void alert_isRaisedOnceAndResolved_whenItFiresInSeveralWindows() {
        window(1, Severity.NONE);
        window(2, Severity.LOW);
        window(3, Severity.LOW);
        window(4, Severity.LOW);
        assertThat(state.since()).isEqualTo(100);
        assertThat(state.windows()).isEqualTo(3);
        window(5, Severity.NONE);
        window(6, Severity.NONE);
        assertThat(told).containsExactly(Telling.RAISED, Telling.RESOLVED);
    }

    @Test
    void alert_isUpdated_whenItsSeverityChanges() {
        window(1, Severity.LOW);
        window(2, Severity.HIGH);
        window(3, Severity.HIGH);
        assertThat(told).containsExactly(Telling.RAISED, Telling.UPDATED);
    }

    @Test
    void alert_isSilent_whenItComesBackWithinTheCooldown() {
        window(1, Severity.LOW);
        window(2, Severity.NONE);
        window(3, Severity.LOW);
        assertThat(told).containsExactly(Telling.RAISED, Telling.RESOLVED);
        window(4, Severity.LOW);
        assertThat(told).containsExactly(Telling.RAISED, Telling.RESOLVED, Telling.RAISED);
    }

    /** A late partition has an old window judged again; that must not end what the newer one began. */
    @Test
    void alert_goesOn_whenAnOlderWindowIsCorrected() {
        window(5, Severity.HIGH);
        window(3, Severity.NONE);
        assertThat(told).containsExactly(Telling.RAISED);
        assertThat(state.isFiring()).isTrue();
    }

    /** A mute must not leave an alert standing for ever, nor hide one that outlives it. */
    @Test
    void alert_isRaisedAfterTheMute_whenItStillStands() {
        muted = true;
        window(1, Severity.LOW);
        window(2, Severity.HIGH);
        assertThat(told).isEmpty();
        muted = false;
        window(3, Severity.HIGH);
        assertThat(told).containsExactly(Telling.RAISED);
        assertThat(state.since()).isZero();
    }

    @Test
    void alert_isResolvedInTheMute_whenItWasToldBefore() {
        window(1, Severity.LOW);
        muted = true;
        window(2, Severity.HIGH);
        window(3, Severity.NONE);
        assertThat(told).containsExactly(Telling.RAISED, Telling.RESOLVED);
    }

    @Test
    void alert_isSilent_whenItCameAndWentInTheMute() {
        muted = true;
        window(1, Severity.LOW);
        window(2, Severity.NONE);
        assertThat(told).isEmpty();
    }

    @Test
    void alert_isRaised_whenItHasHeldForLongEnough() {
        hold = 300;
        window(1, Severity.LOW);
        window(2, Severity.LOW);
        assertThat(told).isEmpty();
        window(3, Severity.LOW);
        assertThat(told).containsExactly(Telling.RAISED);
        assertThat(state.since()).isZero();
    }

    @Test
    void alert_beginsToHoldAgain_whenItWasGoodInBetween() {
        hold = 300;
        window(1, Severity.LOW);
        window(2, Severity.LOW);
        window(3, Severity.NONE);
        window(4, Severity.LOW);
        window(5, Severity.LOW);
        assertThat(told).isEmpty();
        window(6, Severity.LOW);
        assertThat(told).containsExactly(Telling.RAISED);
    }

    private void window(int number, Severity severity) {
        SignalRules.Judged judged = new SignalRules.Judged(
                AlertName.parse("drift:1/champion/x"),
                new Finding(severity, 0.2, 0.1, "x"),
                number * 100L - 100,
                number * 100L,
                new SignalRules.Terms(200, hold, AlertAction.ALERT));
        AlertLifecycle.Step step = AlertLifecycle.next(state, judged, muted);
        state = step.state();
        step.telling().ifPresent(told::add);
    }
}
