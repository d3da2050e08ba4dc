package io.riffle.app.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.http.Health;
import io.riffle.app.verdict.Reading;
import io.riffle.app.verdict.Verdict;
import io.riffle.metrics.MetricSamples;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.DeploymentJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the metrics once a second and tells all who watch. While nobody does it looks every five seconds, so that charts
 * do not begin empty; one look costs about as much as one scrape.
 */
final class Sampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_WATCHERS = 16;
    private static final long FRESH_MILLIS = 900;
    private static final long UNWATCHED_MILLIS = 4_900;

    private final PipelineState state;
    private final Supplier<MetricSamples> metrics;
    private final LongSupplier clock;
    private final Moments moments = new Moments(Snapshot.QUANTILE_MILLIS);
    private final History history = new History();
    private final Watchers watchers = new Watchers(MOST_WATCHERS);
    private Health ready = new Health(List.of());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dashboard-sample");
        thread.setDaemon(true);
        return thread;
    });

    /** @param clock milliseconds since the epoch */
    Sampler(PipelineState state, Supplier<MetricSamples> metrics, LongSupplier clock) {
        this.state = state;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start() {
        lookIfOlderThan(0);
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** A defect here must not end the ticking, nor the pipeline. */
    void tick() {
        try {
            if (watchers.none()) {
                lookIfOlderThan(UNWATCHED_MILLIS);
            } else {
                watchers.send(text());
            }
        } catch (RuntimeException failure) {
            LOG.warn("the dashboard must get a snapshot: {}", failure.getMessage(), failure);
        }
    }

    private synchronized void lookIfOlderThan(long milliseconds) {
        long now = clock.getAsLong();
        if (!moments.isEmpty() && now - moments.latest().atMillis() < milliseconds) {
            return;
        }
        moments.add(new Moment(now, metrics.get()));
        history.add(now, figures().lastSecond());
        judge(now);
    }

    /** Health is asked once for each look: a profile store that is away takes its time to say so. */
    private void judge(long nowMillis) {
        ready = state.health().ready();
        Moment before = moments.before(Snapshot.QUANTILE_MILLIS);
        state.verdicts()
                .judge(new Reading(
                        nowMillis,
                        moments.latest().samples(),
                        before.samples(),
                        moments.latest().secondsSince(before),
                        ready,
                        state.brokerSilentSince().get()));
    }

    private Snapshot figures() {
        return new Snapshot(moments, state.brokerSilentSince().get().isEmpty());
    }

    Watchers watchers() {
        return watchers;
    }

    History history() {
        return history;
    }

    /** A snapshot, not older than a second, as JSON on one line. */
    String text() {
        lookIfOlderThan(FRESH_MILLIS);
        try {
            return JSON.writeValueAsString(snapshot());
        } catch (IOException impossible) {
            throw new IllegalStateException("a snapshot must be writable as JSON", impossible);
        }
    }

    private synchronized Map<String, @Nullable Object> snapshot() throws IOException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        Deployment deployment = state.deployment().get();
        all.put("pipeline", state.pipeline());
        all.put("started_ms", state.startedMillis());
        all.put("state", streamState(ready));
        all.put("ready", ready.up());
        all.put("live", state.health().live().up());
        all.put("deployment", JSON.readTree(DeploymentJson.bytes(deployment)));
        all.put("follows_deployments", state.followsDeployments());
        all.put("refusal", state.refusal().get().orElse(null));
        all.put("verdict", verdict(state.verdicts().latest()));
        all.putAll(figures().numbers());
        return all;
    }

    private static Map<String, Object> verdict(Verdict verdict) {
        List<Map<String, Object>> findings = verdict.findings().stream()
                .map(finding -> Map.<String, Object>of(
                        "rule", finding.rule(),
                        "severity", finding.severity(),
                        "what", finding.what(),
                        "advice", finding.advice(),
                        "since_ms", finding.sinceMillis()))
                .toList();
        return Map.of("severity", verdict.severity(), "findings", findings);
    }

    private static String streamState(Health health) {
        return health.checks().stream()
                .map(check -> check.data().get("state"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(health.up() ? "UP" : "DOWN");
    }

    /** Ends the looking and lets everybody go. */
    @Override
    public void close() {
        timer.shutdownNow();
        watchers.close();
    }
}
