package io.riffle.app.http;

import java.util.List;

/** The answer to one health question: up when every check is. */
public record Health(List<HealthCheck> checks) {
    public Health {
        checks = List.copyOf(checks);
    }

    public boolean up() {
        return checks.stream().allMatch(HealthCheck::up);
    }
}
