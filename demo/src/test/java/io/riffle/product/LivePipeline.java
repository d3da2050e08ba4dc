package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.Main;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.DemoRecord;
import io.riffle.servers.EmbeddedRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The demo's pipeline with everything switched on that has metrics, on a broker and a Redis of its own, after it has scored. */
final class LivePipeline implements AutoCloseable {
    private static final Path CONFIG = Path.of("..", "config", "card-fraud.yaml");
    private static final int PAYMENTS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealBroker broker = new RealBroker();
    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final ScoringApplication application;

    /** @param state where the pipeline keeps its state */
    LivePipeline(Path state) throws Exception {
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("kafka.state-directory", state.toString());
        settings.put("profile.redis", redis.url());
        settings.put("http.port", "0");
        settings.put("http.rate-limit", "0");
        settings.put("history.store", "rocksdb");
        settings.put("drift.window", "10m");
        settings.put("outcomes.retention", "1h");
        succeeds("topics", "create");
        application = ScoringApplication.start(pipeline());
        broker.send(payments());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> page("/metrics").contains("riffle_events_received_total{pipeline=\"card-fraud\"} 2000.0"));
    }

    RealBroker broker() {
        return broker;
    }

    int httpPort() {
        return application.httpPort();
    }

    Pipeline pipeline() {
        return new ConfigLoader(Map.of(), settings).load(CONFIG).value();
    }

    /** Runs a command of the pipeline that must end with 0, and gives what it printed. */
    String succeeds(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--config");
        arguments.add(CONFIG.toString());
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(new String[0]));
        assertThat(code).as(out.toString() + error).isZero();
        return out.toString();
    }

    String page(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private List<ProducerRecord<byte[], byte[]>> payments() {
        CardPayments generator = new CardPayments(
                7, System.currentTimeMillis() - Duration.ofDays(1).toMillis());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            DemoRecord payment = generator.next();
            records.add(new ProducerRecord<>(
                    pipeline().topics().events(), null, payment.payment().time(), payment.key(), payment.value()));
        }
        return records;
    }

    @Override
    public void close() {
        application.close();
        redis.close();
        broker.close();
    }
}
