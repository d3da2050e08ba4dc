package io.riffle.app.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.riffle.config.HttpConfig;
import io.riffle.metrics.ServingMetrics;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@link Resource}s. Bounded on purpose: few threads, small requests, deadlines, no answer that shows code; who
 * may do what is said in the log at the start.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** For everything, the server's own work included. */
    public static final int MOST_THREADS = 32;

    /** Of requests that may wait for a score, a topic or their own body; health and metrics keep the other threads. */
    static final int MOST_AT_ONCE = 20;

    private static final int FEWEST_THREADS = 1;
    private static final int IDLE_MILLISECONDS = 10_000;

    private final HttpConfig config;
    private final Gate gate;
    private final Javalin javalin;
    private final @Nullable TlsConnector tls;

    /**
     * Starts serving.
     *
     * @param audit told of every call of an OPERATE route
     * @throws IOException when the address or the certificate cannot be used, with a message for the user
     */
    public HttpServer(HttpConfig config, ServingMetrics metrics, AuditLog audit, List<Resource> resources)
            throws IOException {
        this.config = config;
        tls = config.tls().isPresent() ? new TlsConnector(config, config.tls().get()) : null;
        AccessRules rules = new AccessRules(new Credentials(config.accounts()), isLoopback(config.host()));
        gate = new Gate(
                rules, new RateLimit(config.limits().rate(), System::nanoTime), audit, metrics, InstantSource.system());
        javalin = Javalin.create(server -> configure(server, resources));
        start();
        LOG.info("{}", rules.summary());
    }

    /** The port that was chosen where the setting is 0. */
    public int port() {
        return tls == null ? javalin.port() : tls.port();
    }

    /** Reads the certificate files again where they have changed; happens by itself every few seconds. */
    void reloadCertificate() {
        if (tls != null) {
            tls.reloadIfChanged();
        }
    }

    @Override
    public void close() {
        javalin.stop();
        if (tls != null) {
            tls.close();
        }
    }

    private void start() throws IOException {
        try {
            javalin.start(config.host(), config.port());
        } catch (RuntimeException failure) {
            close();
            throw new IOException(
                    "http must be able to listen on " + config.host() + ":" + config.port() + ": " + reason(failure),
                    failure);
        }
    }

    private void configure(JavalinConfig server, List<Resource> resources) {
        server.startup.showJavalinBanner = false;
        server.startup.showOldJavalinVersionWarning = false;
        server.startup.startupWatcherEnabled = false;
        server.http.prefer405over404 = true;
        server.http.maxRequestSize = config.limits().maxBody();
        server.http.asyncTimeout = config.limits().deadline().toMillis();
        server.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS, IDLE_MILLISECONDS);
        server.jetty.modifyHttpConfiguration(HttpServer::bound);
        server.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ProtocolErrors()));
        if (tls != null) {
            server.jetty.addConnector(tls::connector);
        }
        server.routes.before(this::prepare);
        Routes routes = new Routes(server.routes, gate);
        resources.forEach(resource -> resource.addTo(routes));
        server.requestLogger.http((context, milliseconds) -> gate.answered(context, milliseconds));
        errors(server);
    }

    private void prepare(Context context) {
        SecurityHeaders.add(context, tls != null);
        RequestBody.limit(context, config.limits(), System.nanoTime());
    }

    private static void errors(JavalinConfig server) {
        server.routes.exception(
                RequestException.class,
                (refusal, context) -> Answer.error(context, refusal.status(), String.valueOf(refusal.getMessage())));
        server.routes.exception(HttpResponseException.class, (refusal, context) -> refuse(context, refusal));
        server.routes.exception(Exception.class, (failure, context) -> {
            LOG.error("{} {} must be answered: {}", context.method(), context.path(), failure.getMessage(), failure);
            Answer.error(context, 500, "internal error");
        });
    }

    private static void refuse(Context context, HttpResponseException refusal) {
        String message = switch (refusal.getStatus()) {
            case 404 -> "no such page";
            case 405 -> "method not allowed";
            case 413 -> "the body is too large";
            default -> refusal.getStatus() / 100 == 4 ? "the request must be valid HTTP" : "internal error";
        };
        Answer.error(context, refusal.getStatus(), message);
    }

    private static void bound(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setIdleTimeout(IDLE_MILLISECONDS);
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
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
