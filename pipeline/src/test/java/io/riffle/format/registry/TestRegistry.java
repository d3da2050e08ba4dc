package io.riffle.format.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A registry that answers as Confluent's API reference and Apicurio's say: known paths with 200, unknown schemas with 404
 * and the error codes 40401 to 40403, all others as a test tells it.
 */
public final class TestRegistry implements AutoCloseable {
    /** What is answered to a request. */
    public record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final String scheme;
    private volatile int outage;

    private TestRegistry(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "test-registry");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** Without TLS, on a free port. */
    public static TestRegistry start() {
        return start(0);
    }

    /** On a given port, which an earlier one had. */
    public static TestRegistry start(int port) {
        try {
            return new TestRegistry(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0), "http");
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** With TLS. */
    public static TestRegistry start(SSLContext context) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return new TestRegistry(server, "https");
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What a path (with its query) answers, with 200. */
    public TestRegistry with(String path, String body) {
        return with(path, 200, body);
    }

    /** What a path answers. */
    public TestRegistry with(String path, int status, String body) {
        answers.put(path, new Answer(status, body));
        return this;
    }

    /** Answers everything with that status until it is 0. */
    public void outage(int status) {
        outage = status;
    }

    /** The requests so far, as method and path. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** What was sent with the requests that send something. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestMethod() + " " + path);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (sent.length > 0) {
            bodies.add(new String(sent, StandardCharsets.UTF_8));
        }
        Answer answer = outage == 0 ? answers.getOrDefault(path, unknown(path)) : new Answer(outage, "away");
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Answer unknown(String path) {
        if (path.startsWith("/subjects/") && !path.contains("/versions")) {
            return new Answer(404, "{\"error_code\":40401,\"message\":\"Subject not found.\"}");
        }
        return path.startsWith("/subjects/")
                ? new Answer(404, "{\"error_code\":40402,\"message\":\"Version not found.\"}")
                : new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
