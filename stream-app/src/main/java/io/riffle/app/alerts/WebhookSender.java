package io.riffle.app.alerts;

import io.riffle.config.alerting.WebhookConfig;
import io.riffle.metrics.AlertMetrics;
import io.riffle.schema.StandingAlert;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what waits, and after a failure not again before 1, 2, 4 ... 60 seconds. Belongs to one thread. */
final class WebhookSender {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int MOST_PER_REQUEST = 100;
    private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(60);

    /** The request itself is refused: it would be again. */
    private static final Set<Integer> USELESS = Set.of(400, 413, 422);

    private final WebhookConfig config;
    private final AlertMetrics metrics;
    private final LongSupplier nanoClock;
    private final WebhookQueue queue;
    private final HttpClient client;
    private long pause;
    private long notBefore = Long.MIN_VALUE;

    WebhookSender(WebhookConfig config, AlertMetrics metrics, LongSupplier nanoClock) {
        this.config = config;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        queue = new WebhookQueue(config.queue());
        client = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    void add(StandingAlert alert) {
        int dropped = queue.add(alert);
        if (dropped > 0) {
            metrics.dropped(dropped);
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Sends one request where something waits and it is time; takes no longer than the configured timeout. */
    void work() throws InterruptedException {
        if (queue.isEmpty() || (pause > 0 && nanoClock.getAsLong() - notBefore < 0)) {
            return;
        }
        List<StandingAlert> batch = queue.first(MOST_PER_REQUEST);
        try {
            int status = post(batch);
            if (status / 100 == 2) {
                done(batch);
                metrics.sent(batch.size());
            } else if (USELESS.contains(status)) {
                LOG.error("the webhook must take alerts: answered {}, {} alerts are dropped", status, batch.size());
                done(batch);
                metrics.dropped(batch.size());
            } else {
                retryLater("answered " + status);
            }
        } catch (IOException | TimeoutException failure) {
            retryLater(failure.toString());
        }
    }

    private void done(List<StandingAlert> batch) {
        queue.done(batch);
        pause = 0;
    }

    private void retryLater(String found) {
        metrics.failed();
        pause = pause == 0 ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
        notBefore = nanoClock.getAsLong() + pause;
        LOG.warn(
                "the webhook must take alerts: {}; trying again in {} s", found, TimeUnit.NANOSECONDS.toSeconds(pause));
    }

    /** The time limit is for everything: a request's own ends with the answer's head. */
    private int post(List<StandingAlert> batch) throws IOException, TimeoutException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(config.url())
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(AlertmanagerJson.of(batch)));
        config.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        } finally {
            answer.cancel(true);
        }
    }
}
