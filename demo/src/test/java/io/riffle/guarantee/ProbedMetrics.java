package io.riffle.guarantee;

import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;

/** Tells a probe what was received and answered; the rest is not of interest here. */
public final class ProbedMetrics implements ScoringMetrics {
    private final InFlightProbe probe;

    public ProbedMetrics(InFlightProbe probe) {
        this.probe = probe;
    }

    @Override
    public void received(int rows) {
        probe.received(rows);
    }

    @Override
    public void predicted(String version, String variant, int rows) {
        probe.answered(rows);
    }

    @Override
    public void deadLettered(Stage stage, DeadLetterReason reason, int rows) {
        probe.answered(rows);
    }
}
