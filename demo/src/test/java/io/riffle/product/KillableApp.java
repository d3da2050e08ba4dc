package io.riffle.product;

import io.riffle.app.run.AppAdapters;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.guarantee.InFlightProbe;
import io.riffle.guarantee.PlainBufferProcessor;
import io.riffle.guarantee.ProbedMetrics;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.topology.ScoringTopology;
import io.riffle.topology.StreamsSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * The application under test in a process of its own, with counters that outlive a kill. In mode {@code buffer} the
 * same stages get their frames from a plain buffer: the control that shows the kill test can fail.
 */
public final class KillableApp {
    private KillableApp() {}

    /** Arguments: mode ({@code frames} or {@code buffer}), probe file, pipeline file, then {@code key=value} settings. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 3; i < arguments.length; i++) {
            String[] setting = arguments[i].split("=", 2);
            overrides.put(setting[0], setting[1]);
        }
        Pipeline pipeline = new ConfigLoader(System.getenv(), overrides)
                .load(Path.of(arguments[2]))
                .value();
        InFlightProbe probe = InFlightProbe.open(Path.of(arguments[1]));
        PrometheusMetrics metrics = new PrometheusMetrics(pipeline.name());
        AppAdapters adapters = AppAdapters.open(pipeline, metrics);
        ScoringTopology topology = new ScoringTopology(pipeline, adapters.with(new ProbedMetrics(probe), metrics));
        boolean buffer = arguments[0].equals("buffer");
        StreamsConfig settings = new StreamsSettings(pipeline).streams();
        KafkaStreams streams = new KafkaStreams(
                buffer ? buffered(pipeline, topology) : topology.build(), buffer ? unpacked(settings) : settings);
        // As the application does.
        CloseOptions leaving = CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(leaving)));
        streams.start();
    }

    private static Topology buffered(Pipeline pipeline, ScoringTopology stages) {
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                "read-events",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                pipeline.topics().events());
        topology.addProcessor("collect-rows", PlainBufferProcessor::new, "read-events");
        stages.addStages(topology, "collect-rows");
        return topology;
    }

    private static StreamsConfig unpacked(StreamsConfig settings) {
        Map<String, Object> properties = new HashMap<>(settings.originals());
        properties.keySet().removeIf(name -> name.contains("interceptor") || name.contains("riffle.frame"));
        return new StreamsConfig(properties);
    }
}
