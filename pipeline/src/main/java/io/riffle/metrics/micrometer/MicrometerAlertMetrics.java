package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.AlertMetrics;

/** Counts of alerts as meters. */
final class MicrometerAlertMetrics implements AlertMetrics {
    private final LabelledCounters told;
    private final Counter unreadable;
    private final LabelledCounters webhook;
    private final Counter failures;

    MicrometerAlertMetrics(MeterRegistry registry) {
        told = new LabelledCounters(
                registry, "riffle.standing.alerts", "Alerts with a life that were told", "rule", "status");
        webhook = new LabelledCounters(
                registry, "riffle.webhook.alerts", "Alerts for the webhook, by what became of them", "result");
        unreadable = Counter.builder("riffle.signals.unreadable")
                .description("Records of the signals topic that are neither signal nor mute")
                .register(registry);
        failures = Counter.builder("riffle.webhook.failures")
                .description("Requests to the webhook that failed and are tried again")
                .register(registry);
        webhook.counter("sent");
        webhook.counter("dropped");
    }

    @Override
    public void told(String rule, String status) {
        told.counter(rule, status).increment();
    }

    @Override
    public void unreadable() {
        unreadable.increment();
    }

    @Override
    public void sent(int alerts) {
        webhook.counter("sent").increment(alerts);
    }

    @Override
    public void failed() {
        failures.increment();
    }

    @Override
    public void dropped(int alerts) {
        webhook.counter("dropped").increment(alerts);
    }
}
