package io.riffle.config.alerting;

import io.riffle.settings.Secret;
import io.riffle.settings.Violations;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where alerts are sent in the format of Prometheus' Alertmanager.
 *
 * @param url with the path, usually {@code /api/v2/alerts}
 * @param token sent as bearer
 * @param timeout of one request
 * @param queue how many alerts may wait; the oldest are dropped beyond that
 */
public record WebhookConfig(URI url, Optional<Secret> token, Duration timeout, int queue) {
    static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
    static final int USUAL_QUEUE = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public WebhookConfig {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        Violations.in("webhook")
                .check(
                        http && url.getHost() != null && url.getUserInfo() == null,
                        "url",
                        "must be an address such as http://alertmanager:9093/api/v2/alerts, without user and password",
                        "'" + shown(url) + "'")
                .positive("timeout", timeout)
                .atMost("timeout", timeout, LONGEST)
                .atLeast("queue", queue, 1)
                .atMost("queue", queue, 100_000)
                .throwIfAny();
    }

    /** What may be shown: user and password are left out. */
    private static String shown(URI url) {
        return url.getUserInfo() == null ? url.toString() : url.toString().replace(url.getRawUserInfo() + "@", "***@");
    }
}
