package io.riffle.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.HttpAccount;
import io.riffle.config.HttpConfig;
import io.riffle.config.HttpLimits;
import io.riffle.config.HttpRole;
import io.riffle.metrics.ServingMetrics;
import io.riffle.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a resource can rely on: callers are known, bodies bounded, errors JSON, actions recorded. */
class GuardedServerTest {
    private static final String OPERATOR = "Bearer operator-token-0123456789";
    private static final String READER = "Bearer reader-token-0123456789";
    private static final int MAX_BODY = 1000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    private final List<String> counted = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = serve(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void operating_isRecorded_withCallerAndOutcome() throws Exception {
        HttpResponse<String> done = post("/echo/7", OPERATOR, "{\"a\": 1}");
        HttpResponse<String> refused = post("/echo/8", READER, "{}");
        HttpResponse<String> unknown = post("/echo/9", "Bearer nobody", "{}");

        assertThat(done.body()).isEqualTo("{\"a\":1}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(audit)
                .extracting(entry -> entry.by() + " " + entry.action() + " " + entry.detail() + " " + entry.status())
                .containsExactly(
                        "ci POST /echo/7 echoes 7 200", "anonymous POST /echo/8  403", "anonymous POST /echo/9  401");
        assertThat(counted).containsExactly("/echo/{id} 200", "/echo/{id} 403", "/echo/{id} 401");
    }

    @Test
    void reading_isNotRecorded() throws Exception {
        assertThat(get("/look", READER).statusCode()).isEqualTo(200);
        assertThat(audit).isEmpty();
    }

    @Test
    void answers_carrySecurityHeaders_alsoErrors() throws Exception {
        for (HttpResponse<String> response : List.of(get("/look", READER), get("/look", "x"), get("/nowhere", "x"))) {
            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void bodies_areBounded_whateverTheirLengthIsSaidToBe() throws Exception {
        String large = "[" + "1,".repeat(MAX_BODY) + "1]";
        HttpRequest chunked = request("/echo/1", OPERATOR)
                .POST(BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build();

        HttpResponse<String> refused = post("/echo/1", OPERATOR, large);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("Connection"))
                .as("its rest is not read")
                .hasValue("close");
        HttpResponse<String> answer = client.send(chunked, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(message(answer)).isEqualTo("the body must have at most 1000 bytes: has more");
    }

    @Test
    void errors_sayWhatIsWrong_inTheUsersWords() throws Exception {
        assertThat(post("/echo/1", OPERATOR, "{\"a\": }").headers().firstValue("Connection"))
                .isEmpty();
        assertThat(message(post("/echo/1", OPERATOR, "{\"a\": }")))
                .startsWith("the body must be JSON: Unexpected character")
                .endsWith("(line 1, column 7)");
        assertThat(message(post("/echo/1", OPERATOR, ""))).isEqualTo("the body must be JSON: was empty");
        assertThat(message(post("/echo/1", OPERATOR, "[".repeat(500)))).startsWith("the body must be JSON: ");
        assertThat(message(post("/defect", OPERATOR, "{}"))).isEqualTo("internal error");
        assertThat(audit.get(audit.size() - 1).status()).isEqualTo(500);
    }

    @Test
    void requests_are429_whenTheyAreTooMany() throws Exception {
        server.close();
        server = serve(5);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(get("/look", READER).statusCode());
        }
        assertThat(statuses.subList(0, 5)).containsOnly(200);
        assertThat(statuses).contains(429);
        assertThat(get("/health/live", "").statusCode()).isEqualTo(200);
    }

    /**
     * Random bytes, mutated requests and mutated bodies: every answer is a 4xx in our form (or the right answer), nothing
     * shows code, nobody gets in, and the server still works afterwards.
     */
    @Test
    void server_survivesFuzzing() throws Exception {
        Random random = new Random(20261121);
        for (int i = 0; i < 400; i++) {
            String answer = raw(mutated(random));
            assertThat(answer).doesNotContain("Exception", "jetty", "Jetty", "javalin", "io.riffle", "\tat ");
            if (!answer.isEmpty()) {
                assertThat(answer).matches("(?s)HTTP/1\\.[01] (200|[45]\\d\\d) .*");
                assertThat(answer).doesNotMatch("(?s)HTTP/1\\.[01] 500 .*");
            }
        }
        assertThat(audit)
                .noneMatch(entry -> entry.status() == 200 && !entry.by().equals("ci"));
        assertThat(post("/echo/1", OPERATOR, "{}").statusCode()).isEqualTo(200);
    }

    private byte[] mutated(Random random) {
        String authorization = switch (random.nextInt(4)) {
            case 0 -> OPERATOR;
            case 1 -> READER;
            case 2 -> "Basic " + "QQ==".repeat(random.nextInt(50));
            default -> "Bearer " + "x".repeat(random.nextInt(3000));
        };
        String body = "{\"a\":[1,2,{\"b\":\"\\u00e9\"}]}".repeat(random.nextInt(3));
        String head = (random.nextBoolean() ? "POST" : "GET") + " /echo/" + random.nextInt(9)
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: " + authorization
                + "\r\nContent-Length: " + (random.nextInt(5) == 0 ? random.nextInt() : body.length()) + "\r\n\r\n";
        byte[] bytes = (head + body).getBytes(StandardCharsets.UTF_8);
        int flips = random.nextInt(6);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(10) == 0 ? randomBytes(random) : bytes;
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What the server answers until it closes; empty if it hangs up without a word. */
    private String raw(byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return new String(read(socket.getInputStream()), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static byte[] read(InputStream answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.transferTo(bytes);
        return bytes.toByteArray();
    }

    private HttpServer serve(int rate) throws IOException {
        HttpConfig config = new HttpConfig(
                "127.0.0.1",
                0,
                new HttpLimits(MAX_BODY, rate, Duration.ofSeconds(2)),
                List.of(
                        new HttpAccount("ci", HttpAccount.Kind.TOKEN, HttpRole.OPERATE, secret(OPERATOR)),
                        new HttpAccount("dashboard", HttpAccount.Kind.TOKEN, HttpRole.READ, secret(READER))),
                Optional.empty());
        return new HttpServer(
                config,
                new ServingMetrics() {
                    @Override
                    public void http(String route, int status, long nanoseconds) {
                        counted.add(route + " " + status);
                    }
                },
                audit::add,
                List.of(GuardedServerTest::routes));
    }

    private static void routes(Routes routes) {
        routes.get("/health/live", Role.OPEN, context -> Answer.json(context, 200, List.of()))
                .get("/look", Role.READ, context -> Answer.json(context, 200, List.of()))
                .post("/echo/{id}", Role.OPERATE, context -> {
                    Operator.note(context, "echoes " + context.pathParam("id"));
                    Answer.json(context, 200, RequestBody.json(context));
                })
                .post("/defect", Role.OPERATE, context -> {
                    throw new IllegalStateException("io.riffle internals");
                });
    }

    private static Secret secret(String authorization) {
        return new Secret(authorization.substring("Bearer ".length()));
    }

    private HttpResponse<String> post(String path, String authorization, String body) throws Exception {
        return client.send(
                request(path, authorization).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return client.send(request(path, authorization).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", authorization);
    }

    private static String message(HttpResponse<String> response) throws IOException {
        JsonNode error = new ObjectMapper().readTree(response.body());
        assertThat(error.path("status").asInt()).isEqualTo(response.statusCode());
        return error.path("error").asText();
    }
}
