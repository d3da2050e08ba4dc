package io.riffle.watch.outcome;

import io.riffle.metrics.OutcomeMetrics;
import io.riffle.metrics.OutcomeMetrics.Fate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What came of one frame of events or labels. */
final class JoinResult {
    private final List<JoinedOutcome> outcomes = new ArrayList<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private int newEntities;
    private int newInPhase;
    private int forgottenLabelled;
    private int forgottenUnlabelled;

    void add(JoinedOutcome outcome) {
        outcomes.add(outcome);
    }

    void count(Fate fate) {
        fates.merge(fate, 1, Integer::sum);
    }

    void newEntity() {
        newEntities++;
    }

    void newInPhase() {
        newInPhase++;
    }

    void forgotten(boolean labelled) {
        if (labelled) {
            forgottenLabelled++;
            return;
        }
        forgottenUnlabelled++;
    }

    /** Events and their truth, in the order in which they met. */
    List<JoinedOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Entities whose first event of an experiment's variant under the present weights was in the frame. */
    int newEntitiesInPhase() {
        return newInPhase;
    }

    /** Entities whose first event of an experiment's variant was in the frame. */
    int newEntities() {
        return newEntities;
    }

    void publish(OutcomeMetrics metrics) {
        fates.forEach(metrics::labels);
        if (forgottenLabelled + forgottenUnlabelled > 0) {
            metrics.forgotten(forgottenLabelled, forgottenUnlabelled);
        }
    }
}
