package io.riffle.app.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.riffle.config.HttpConfig;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import java.io.IOException;
import java.net.BindException;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics}, {@code /health/live}, {@code /health/ready} and {@code /health/started} (also {@code /livez}
 * and {@code /readyz}). Small on purpose: few threads, small requests, no answer that shows code.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String JSON = "application/json";
    private static final int MOST_THREADS = 8;
    private static final int FEWEST_THREADS = 1;
    private static final int IDLE_MILLISECONDS = 10_000;
    private static final long LARGEST_REQUEST = 65_536;

    private final Javalin javalin;
    private final PrometheusMetrics metrics;
    private final HealthSource health;
    private final HealthJson json = new HealthJson();

    /**
     * Starts serving.
     *
     * @throws IOException when the address cannot be used, with a message for the user
     */
    public HttpServer(HttpConfig config, PrometheusMetrics metrics, HealthSource health) throws IOException {
        this.metrics = metrics;
        this.health = health;
        javalin = Javalin.create(this::configure);
        start(config);
    }

    /** The port that was chosen where the setting is 0. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private void start(HttpConfig config) throws IOException {
        try {
            javalin.start(config.host(), config.port());
        } catch (RuntimeException failure) {
            javalin.stop();
            throw new IOException(
                    "http must be able to listen on " + config.host() + ":" + config.port() + ": " + reason(failure),
                    failure);
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS, IDLE_MILLISECONDS);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setIdleTimeout(IDLE_MILLISECONDS);
        });
        routes(config);
    }

    private void routes(JavalinConfig config) {
        config.routes.get("/metrics", this::metrics);
        Map<String, Supplier<Health>> questions = Map.of(
                "/health/live", health::live,
                "/health/ready", health::ready,
                "/health/started", health::started,
                "/livez", health::live,
                "/readyz", health::ready);
        questions.forEach((path, question) -> config.routes.get(path, context -> answer(context, question.get())));
        config.routes.exception(HttpResponseException.class, (refusal, context) -> refuse(context, refusal));
        config.routes.exception(Exception.class, (failure, context) -> {
            LOG.error("GET {} must be answered: {}", context.path(), failure.getMessage(), failure);
            error(context, 500, "internal error");
        });
    }

    private void metrics(Context context) {
        String contentType = PrometheusMetrics.contentType(context.header("Accept"));
        byte[] page = metrics.scrape(contentType);
        context.contentType(contentType).result(page);
    }

    private void answer(Context context, Health answer) {
        context.status(answer.up() ? 200 : 503).contentType(JSON).result(json.health(answer));
        context.header("Cache-Control", "no-store");
    }

    private void refuse(Context context, HttpResponseException refusal) {
        String message = refusal.getStatus() == 404 ? "no such page" : "method not allowed";
        error(context, refusal.getStatus(), refusal.getStatus() / 100 == 4 ? message : "internal error");
    }

    private void error(Context context, int status, String message) {
        context.status(status).contentType(JSON).result(json.error(status, message));
    }

    private static String reason(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                return String.valueOf(bind.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
