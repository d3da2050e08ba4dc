package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.OutcomeMetrics;
import java.util.Locale;

/** {@code riffle_outcome_*}. */
final class MicrometerOutcomeMetrics implements OutcomeMetrics {
    private final LabelledCounters labels;
    private final LabelledCounters forgotten;
    private final LabelledCounters windows;
    private final Counter late;

    MicrometerOutcomeMetrics(MeterRegistry registry) {
        labels = new LabelledCounters(
                registry,
                "riffle.outcome.labels",
                "Labels by what happened to them; a waiting one counts again later",
                "fate");
        forgotten = new LabelledCounters(
                registry, "riffle.outcome.events.forgotten", "Scored events whose retention has passed", "labelled");
        windows = new LabelledCounters(
                registry,
                "riffle.performance.windows",
                "Verdicts on windows whose labels had time enough, one with each report of theirs",
                "verdict");
        late = Counter.builder("riffle.outcome.late")
                .description("Outcomes whose window is over: in no report of performance")
                .register(registry);
        startAtZero();
    }

    private void startAtZero() {
        for (Fate fate : Fate.values()) {
            labels(fate, 0);
        }
        for (Verdict verdict : Verdict.values()) {
            windows.counter(verdict.name().toLowerCase(Locale.ROOT));
        }
        forgotten(0, 0);
    }

    @Override
    public void labels(Fate fate, int count) {
        labels.counter(fate.name().toLowerCase(Locale.ROOT)).increment(count);
    }

    @Override
    public void late(int count) {
        late.increment(count);
    }

    @Override
    public void window(Verdict verdict) {
        windows.counter(verdict.name().toLowerCase(Locale.ROOT)).increment();
    }

    @Override
    public void forgotten(int labelled, int unlabelled) {
        forgotten.counter("true").increment(labelled);
        forgotten.counter("false").increment(unlabelled);
    }
}
