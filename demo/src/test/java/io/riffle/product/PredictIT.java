package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on a real broker, each asked about entities whose history the other one keeps. */
class PredictIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODELS =
            Path.of("..", "config", "models", "quickstart").toAbsolutePath().normalize();
    private static final String TOKEN = "reader-token-0123456789";
    private static final int CUSTOMERS = 24;
    private static final int PAYMENTS = 5;
    private static final long START = 1_767_225_600_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void instances_tellWhatTheStreamSays_whicheverKeepsTheHistory() throws Exception {
        try (RealBroker broker = new RealBroker()) {
            broker.createTopics("asked.events");
            Pipeline pipeline = pipeline(broker, "first", true);
            try (ScoringApplication first = ScoringApplication.start(pipeline)) {
                List<String> answers;
                try (ScoringApplication second = ScoringApplication.start(pipeline(broker, "second", false))) {
                    await().atMost(PATIENCE).until(() -> first.isRunning() && second.isRunning());
                    send(broker, pipeline, payments());
                    awaitPredictions(broker, pipeline, CUSTOMERS * PAYMENTS);

                    answers = ask(first);
                    assertThat(ask(second)).isEqualTo(answers);
                    assertThat(answers).allMatch(answer -> answer.contains("\"amount_1h_count\":" + (PAYMENTS + 1)));
                    assertThat(served(first) + served(second)).isBetween(1.0, 2.0 * CUSTOMERS);
                    assertThat(served(first)).isPositive();
                    assertThat(served(second)).isPositive();
                    refuseWithoutToken(second);

                    send(broker, pipeline, nextPayments());
                    awaitPredictions(broker, pipeline, CUSTOMERS * (PAYMENTS + 1));
                    assertThat(predictions(broker, pipeline).subList(CUSTOMERS * PAYMENTS, CUSTOMERS * (PAYMENTS + 1)))
                            .containsExactlyInAnyOrderElementsOf(answers);
                }
                awaitOneKeepsAll(first);
            }
        }
    }

    /** While partitions move nobody invents an empty history: answers are right, or 503. */
    private void awaitOneKeepsAll(ScoringApplication survivor) {
        String count = "\"amount_1h_count\":" + (PAYMENTS + 2);
        await().atMost(PATIENCE).until(() -> {
            int right = 0;
            for (String payment : nextPayments()) {
                HttpResponse<String> answer = post(survivor, "/predict", payment, TOKEN);
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
                if (answer.statusCode() == 200) {
                    assertThat(answer.body()).contains(count);
                    right++;
                }
            }
            return right == CUSTOMERS;
        });
    }

    private void refuseWithoutToken(ScoringApplication instance) throws Exception {
        assertThat(post(instance, "/predict", nextPayments().get(0), "").statusCode())
                .isEqualTo(401);
        assertThat(post(instance, "/histories", "[\"c1\"]", "").statusCode()).isEqualTo(401);
    }

    private List<String> ask(ScoringApplication instance) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String payment : nextPayments()) {
            HttpResponse<String> answer = post(instance, "/predict", payment, TOKEN);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            answers.add(withoutSource(answer.body()));
        }
        return answers;
    }

    private HttpResponse<String> post(ScoringApplication instance, String path, String body, String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + instance.httpPort() + path))
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** How often the other instance asked this one. */
    private double served(ScoringApplication instance) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.httpPort() + "/metrics"))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return client.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("riffle_http_requests_total")
                        && line.contains("/histories")
                        && line.contains("status=\"200\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static List<String> payments() {
        List<String> payments = new ArrayList<>();
        for (int payment = 0; payment < PAYMENTS; payment++) {
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                payments.add(payment(customer, payment));
            }
        }
        return payments;
    }

    private static List<String> nextPayments() {
        List<String> payments = new ArrayList<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            payments.add(payment(customer, PAYMENTS));
        }
        return payments;
    }

    private static String payment(int customer, int number) {
        return "{\"id\":\"e" + customer + "-" + number + "\",\"customer\":\"c" + customer + "\",\"at\":"
                + (START + number * 60_000L) + ",\"amount\":" + (customer + number * 1.5) + ",\"shop\":\"store\"}";
    }

    private static void send(RealBroker broker, Pipeline pipeline, List<String> payments) throws Exception {
        broker.send(payments.stream()
                .map(payment -> new ProducerRecord<byte[], byte[]>(
                        pipeline.topics().events(), payment.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private static void awaitPredictions(RealBroker broker, Pipeline pipeline, int expected) {
        await().atMost(PATIENCE).until(() -> predictions(broker, pipeline).size() == expected);
    }

    private static List<String> predictions(RealBroker broker, Pipeline pipeline) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records =
                new ArrayList<>(broker.reader().committed(pipeline.topics().predictions()));
        List<String> predictions = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            predictions.add(withoutSource(new String(record.value(), StandardCharsets.UTF_8)));
        }
        predictions.sort((left, right) -> Integer.compare(number(left), number(right)));
        return predictions;
    }

    private static int number(String prediction) {
        int dash = prediction.indexOf('-');
        return Integer.parseInt(prediction.substring(dash + 1, prediction.indexOf('"', dash)));
    }

    private static String withoutSource(String json) throws Exception {
        JsonNode prediction = JSON.readTree(json);
        ((ObjectNode) prediction.path("parameters")).remove("source");
        return prediction.toString();
    }

    private Pipeline pipeline(RealBroker broker, String instance, boolean create) throws Exception {
        Map<String, String> more = new HashMap<>(Map.of(
                "predictions.include-features", "amount_1h_count,amount_1h_sum",
                "http.tokens.reader.token", TOKEN,
                "http.port", Integer.toString(freePort()),
                "kafka.properties.consumer.session.timeout.ms", "3000",
                "kafka.properties.consumer.heartbeat.interval.ms", "800",
                "kafka.properties.acceptable.recovery.lag", "1000000000",
                "kafka.state-directory", directory.resolve(instance).toString()));
        Path file = Path.of("..", "config", "quickstart.yaml");
        return create
                ? broker.pipeline(file, "asked", "asked.events", MODELS, more)
                : broker.instance(file, "asked", "asked.events", MODELS, more);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
