package io.riffle.config.alerting;

/** One entry of {@code alerts}. */
public sealed interface DeclaredAlert permits AlertRule, SignalRule {
    String name();
}
