package io.riffle.alerting;

import java.util.Optional;

/**
 * When people are told: once when something begins, again when its severity changes, once when it is over. What begins
 * again within the cooldown after its end goes on silently, so that a value at the threshold does not chatter. Times are
 * those of the windows, so a replay tells the same.
 */
final class AlertLifecycle {
    private final long cooldown;

    /** @param cooldown milliseconds after the end of an alert in which it is not raised again */
    AlertLifecycle(long cooldown) {
        this.cooldown = cooldown;
    }

    /** What to tell. */
    enum Telling {
        RAISED,
        UPDATED,
        RESOLVED
    }

    /**
     * What a signal makes of a state.
     *
     * @param telling empty for silence
     */
    record Step(AlertState state, Optional<Telling> telling) {}

    Step next(AlertState state, AlertSignal signal) {
        if (signal.to() < state.judgedTo()) {
            return new Step(state, Optional.empty());
        }
        if (signal.firing()) {
            return state.isFiring() ? goOn(state, signal) : begin(state, signal);
        }
        return state.isFiring() ? end(state, signal) : quiet(state, signal);
    }

    private Step begin(AlertState state, AlertSignal signal) {
        if (state.resolvedTo() != Long.MIN_VALUE && signal.to() - state.resolvedTo() < cooldown) {
            return quiet(state, signal);
        }
        AlertState raised =
                new AlertState(signal.severity(), signal.severity(), signal.from(), signal.to(), 1, state.resolvedTo());
        return new Step(raised, Optional.of(Telling.RAISED));
    }

    private static Step goOn(AlertState state, AlertSignal signal) {
        boolean changed = signal.severity() != state.severity();
        AlertState later = new AlertState(
                signal.severity(),
                signal.severity(),
                state.since(),
                signal.to(),
                state.windows() + (signal.to() > state.judgedTo() ? 1 : 0),
                state.resolvedTo());
        return new Step(later, changed ? Optional.of(Telling.UPDATED) : Optional.empty());
    }

    private static Step end(AlertState state, AlertSignal signal) {
        AlertState over = new AlertState(
                AlertSeverity.NONE, state.worst(), state.since(), signal.to(), state.windows(), signal.to());
        return new Step(over, Optional.of(Telling.RESOLVED));
    }

    private static Step quiet(AlertState state, AlertSignal signal) {
        AlertState later = new AlertState(
                AlertSeverity.NONE, state.worst(), state.since(), signal.to(), state.windows(), state.resolvedTo());
        return new Step(later, Optional.empty());
    }
}
