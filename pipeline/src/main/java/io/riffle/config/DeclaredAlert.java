package io.riffle.config;

/** One entry of {@code alerts}. */
sealed interface DeclaredAlert permits AlertRule, SignalRule {
    String name();
}
