package io.riffle.metrics;

import java.util.EnumMap;
import java.util.Map;

/** Counts in memory. */
public final class RecordedOutcomeMetrics implements OutcomeMetrics {
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private int forgottenLabelled;
    private int forgottenUnlabelled;
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private int late;

    @Override
    public void labels(Fate fate, int count) {
        fates.merge(fate, count, Integer::sum);
    }

    @Override
    public void forgotten(int labelled, int unlabelled) {
        forgottenLabelled += labelled;
        forgottenUnlabelled += unlabelled;
    }

    @Override
    public void late(int count) {
        late += count;
    }

    @Override
    public void window(Verdict verdict) {
        verdicts.merge(verdict, 1, Integer::sum);
    }

    public int of(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    public int late() {
        return late;
    }

    public int of(Fate fate) {
        return fates.getOrDefault(fate, 0);
    }

    public int forgottenLabelled() {
        return forgottenLabelled;
    }

    public int forgottenUnlabelled() {
        return forgottenUnlabelled;
    }
}
