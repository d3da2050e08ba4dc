package io.riffle.config;

import io.riffle.config.settings.Violations;

/** Where metrics and health are served; port 0 picks a free one. */
public record HttpConfig(String host, int port) {
    /** Reachable from this machine only: there is no access control yet. */
    public static final HttpConfig DEFAULT = new HttpConfig("127.0.0.1", 8080);

    public HttpConfig {
        Violations.in("http")
                .notBlank("host", host)
                .atLeast("port", port, 0)
                .atMost("port", port, 65_535)
                .throwIfAny();
    }
}
