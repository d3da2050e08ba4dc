package io.riffle.app.dashboard;

import io.riffle.app.http.Answer;
import io.riffle.app.http.Health;
import io.riffle.app.http.HealthCheck;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.HttpServer;
import io.riffle.app.http.MetricsResource;
import io.riffle.app.http.RequestBody;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.topic.KafkaTail;
import io.riffle.app.topic.TopicTail;
import io.riffle.app.verdict.Verdicts;
import io.riffle.config.ConfigLoader;
import io.riffle.config.HttpAccount;
import io.riffle.config.HttpConfig;
import io.riffle.config.HttpLimits;
import io.riffle.config.Pipeline;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.model.deployment.Deployment;
import io.riffle.topology.NodeNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The HTTP server with dashboard and metrics as a pipeline has them; counters are moved by the test, and topics are lists.
 */
final class DashboardServer implements AutoCloseable {
    static final Pipeline PIPELINE = new ConfigLoader(Map.of(), Map.of())
            .load(Path.of("..", "config", "card-fraud.yaml"))
            .value();

    final PrometheusMetrics metrics = new PrometheusMetrics("card-fraud");
    final AtomicReference<OptionalLong> brokerSilentSince = new AtomicReference<>(OptionalLong.empty());
    final List<String> operated = new CopyOnWriteArrayList<>();
    final Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new HashMap<>();
    private final Dashboard dashboard;
    private final HttpServer server;

    /** @param port 0 for any that is free */
    DashboardServer(int port, HttpAccount... accounts) throws IOException {
        dashboard = Dashboard.open(
                PIPELINE,
                state(brokerSilentSince::get),
                metrics::samples,
                topology().describe(),
                ListTail::new);
        List<Resource> resources = new ArrayList<>(dashboard.resources());
        resources.add(new MetricsResource(metrics));
        resources.add(this::models);
        HttpConfig config = new HttpConfig("127.0.0.1", port, HttpLimits.DEFAULT, List.of(accounts), Optional.empty());
        server = new HttpServer(config, metrics.serving(), entry -> operated.add(entry.action()), resources);
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    /** Adds a record to a topic. */
    void write(String topic, String value) {
        List<ConsumerRecord<byte[], byte[]>> records =
                topics.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>());
        records.add(new ConsumerRecord<>(
                topic, 0, records.size(), null, value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    static PipelineState state(Supplier<OptionalLong> brokerSilentSince) {
        Health up = new Health(List.of(new HealthCheck("stream", true, Map.of("state", "RUNNING"))));
        HealthSource health = new HealthSource() {
            @Override
            public Health live() {
                return up;
            }

            @Override
            public Health ready() {
                return up;
            }

            @Override
            public Health started() {
                return up;
            }
        };
        return new PipelineState(
                "card-fraud",
                1_767_225_600_000L,
                true,
                health,
                brokerSilentSince,
                new Verdicts(),
                () -> Deployment.initial("1"),
                Optional::empty);
    }

    /** As the routes of the models answer; what is sent to them is remembered. */
    private void models(Routes routes) {
        routes.get(
                "/models",
                Role.READ,
                context -> Answer.json(context, 200, List.of(version("1", "champion"), version("2"))));
        routes.get("/alerts/mutes", Role.READ, context -> Answer.json(context, 200, Map.of("mutes", List.of())));
        routes.post("/deployment", Role.OPERATE, context -> {
            operated.add("deploy dry-run=" + context.queryParam("dry-run") + " " + RequestBody.json(context));
            Answer.json(context, 200, Map.of("revision", 4, "written", false));
        });
        routes.post("/deployment/rollback", Role.OPERATE, context -> {
            operated.add("rollback dry-run=" + context.queryParam("dry-run"));
            Answer.json(context, 200, Map.of("revision", 4, "written", false));
        });
    }

    private static Map<String, Object> version(String version, String... uses) {
        return Map.of(
                "version",
                version,
                "aliases",
                List.of(),
                "in_use",
                List.of(uses),
                "task",
                "classification",
                "bytes",
                29_000,
                "metrics",
                Map.of("roc_auc", 0.98),
                "problem",
                "");
    }

    /** A part of the real one, with its names. */
    static Topology topology() {
        Topology topology = new Topology();
        topology.addSource(NodeNames.READ_EVENTS, "card-fraud.events.v1");
        topology.addProcessor(NodeNames.DECODE_FRAME, nothing(), NodeNames.READ_EVENTS);
        topology.addProcessor(NodeNames.SCORE_FRAME, nothing(), NodeNames.DECODE_FRAME);
        topology.addProcessor(NodeNames.ROUTE_PREDICTIONS, nothing(), NodeNames.SCORE_FRAME);
        topology.addSink(NodeNames.PREDICTIONS, "card-fraud.predictions.v1", NodeNames.ROUTE_PREDICTIONS);
        topology.addSink(NodeNames.ALERTS, "card-fraud.alerts.v1", NodeNames.ROUTE_PREDICTIONS);
        topology.addSink(
                NodeNames.DEAD_LETTERS, "card-fraud.events.v1.dlq", NodeNames.DECODE_FRAME, NodeNames.SCORE_FRAME);
        return topology;
    }

    private static ProcessorSupplier<Object, Object, Object, Object> nothing() {
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<Object, Object> record) {}
        };
    }

    @Override
    public void close() {
        dashboard.close();
        server.close();
        metrics.close();
    }

    /** The twin of {@link KafkaTail}: one partition. */
    private final class ListTail implements TopicTail {
        private final String topic;
        private int read;

        ListTail(String topic) {
            this.topic = topic;
        }

        @Override
        public synchronized void read(int most, Consumer<ConsumerRecord<byte[], byte[]>> next) {
            List<ConsumerRecord<byte[], byte[]>> records = topics.getOrDefault(topic, List.of());
            records.subList(Math.max(read, records.size() - most), records.size())
                    .forEach(next);
            read = records.size();
        }

        @Override
        public void close() {}
    }

    static Duration patience() {
        return Duration.ofSeconds(30);
    }
}
