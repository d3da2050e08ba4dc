package io.riffle.watch.alert;

import io.riffle.config.alerting.AlertingConfig;
import io.riffle.metrics.AlertMetrics;

/**
 * What the processor of alerts is made of.
 *
 * @param usualCooldown milliseconds, for what is told without a rule
 * @param silence milliseconds without a signal after which a subject is gone
 * @param alerts the child that gets alerts
 * @param retraining the child that gets requests to train again
 */
public record AlertingStage(
        String pipeline,
        AlertingConfig config,
        long usualCooldown,
        long silence,
        CanaryStop canaries,
        AlertMetrics metrics,
        String alerts,
        String retraining) {}
