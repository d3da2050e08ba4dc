package io.riffle.metrics;

import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Degradation;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.Stage;

/**
 * Of stages that run beside a pipeline, for training or for who asks: nobody reads their counters. Open
 * for who wants to know one thing only.
 */
public class SilentScoringMetrics implements ScoringMetrics {
    @Override
    public void received(int rows) {}

    @Override
    public void predicted(String version, String variant, int rows) {}

    @Override
    public void deadLettered(Stage stage, DeadLetterReason reason, int rows) {}

    @Override
    public void degraded(Degradation reason, int rows) {}

    @Override
    public void warned(QualityWarning warning, int rows) {}

    @Override
    public void alerted(String rule, String severity, int rows) {}

    @Override
    public void frame(int rows) {}

    @Override
    public void stage(Stage stage, long nanoseconds) {}

    @Override
    public void latency(long milliseconds) {}

    @Override
    public void profileLookups(int nearCacheHits, int fetched) {}

    @Override
    public void featureStatus(String feature, int stale, int missing) {}

    @Override
    public void tooLateForHistory(int rows) {}
}
