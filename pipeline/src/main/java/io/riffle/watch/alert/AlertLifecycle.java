package io.riffle.watch.alert;

import io.riffle.schema.Severity;
import java.util.Optional;

/**
 * When people are told: once when something begins, again when its severity changes, once when it is over. What begins
 * again within the cooldown after its end goes on silently, so that a value at the threshold does not chatter. While it is
 * muted nothing begins and nothing changes, but what was told before is resolved all the same; what still stands at the end
 * of a mute is raised then. Times are those of the windows, so a replay tells the same.
 */
final class AlertLifecycle {
    private AlertLifecycle() {}

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

    static Step next(AlertState state, SignalRules.Judged judged, boolean muted) {
        if (judged.to() < state.judgedTo()) {
            return new Step(state, Optional.empty());
        }
        if (!judged.fires()) {
            return over(state, judged);
        }
        long held = state.heldSince() == AlertState.NEVER ? judged.from() : state.heldSince();
        if (state.isFiring()) {
            return tell(goOn(state, judged, held), muted);
        }
        boolean cools = state.resolvedTo() != AlertState.NEVER
                && judged.to() - state.resolvedTo() < judged.terms().cooldown();
        if (cools || judged.to() - held < judged.terms().hold()) {
            return new Step(quiet(state, judged, held), Optional.empty());
        }
        return tell(begin(state, judged, held), muted);
    }

    private static AlertState begin(AlertState state, SignalRules.Judged judged, long held) {
        return new AlertState(
                judged.finding().severity(),
                Severity.NONE,
                held,
                held,
                judged.to(),
                1,
                state.resolvedTo(),
                state.heardAt());
    }

    private static AlertState goOn(AlertState state, SignalRules.Judged judged, long held) {
        return new AlertState(
                judged.finding().severity(),
                state.told(),
                state.since(),
                held,
                judged.to(),
                state.windows() + (judged.to() > state.judgedTo() ? 1 : 0),
                state.resolvedTo(),
                state.heardAt());
    }

    private static Step tell(AlertState state, boolean muted) {
        if (muted || state.told() == state.severity()) {
            return new Step(state, Optional.empty());
        }
        Telling telling = state.isTold() ? Telling.UPDATED : Telling.RAISED;
        return new Step(state.told(state.severity()), Optional.of(telling));
    }

    private static Step over(AlertState state, SignalRules.Judged judged) {
        AlertState quiet = quiet(state, judged, AlertState.NEVER);
        if (!state.isFiring()) {
            return new Step(quiet, Optional.empty());
        }
        AlertState resolved = new AlertState(
                Severity.NONE,
                Severity.NONE,
                state.since(),
                AlertState.NEVER,
                judged.to(),
                state.windows(),
                judged.to(),
                state.heardAt());
        return new Step(resolved, state.isTold() ? Optional.of(Telling.RESOLVED) : Optional.empty());
    }

    private static AlertState quiet(AlertState state, SignalRules.Judged judged, long held) {
        return new AlertState(
                Severity.NONE,
                Severity.NONE,
                state.since(),
                held,
                judged.to(),
                state.windows(),
                state.resolvedTo(),
                state.heardAt());
    }
}
