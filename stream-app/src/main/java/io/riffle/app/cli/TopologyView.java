package io.riffle.app.cli;

import io.riffle.config.Pipeline;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.FeatureSink;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.scoring.CanaryWatch;
import io.riffle.scoring.ModelPorts;
import io.riffle.topology.Adapters;
import io.riffle.topology.ScoringTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/** The topology of a pipeline, to be looked at; nothing is connected and no model is loaded. */
record TopologyView(TopologyDescription description) {
    static TopologyView of(Pipeline pipeline) {
        try (PrometheusMetrics metrics = new PrometheusMetrics(pipeline.name())) {
            Optional<ProfileSource> profiles = pipeline.readProfile().map(config -> new NoProfiles());
            Adapters adapters = new Adapters(
                    new ModelPorts(
                            () -> {
                                throw new IllegalStateException("a topology that is looked at does not score");
                            },
                            metrics.models(),
                            CanaryWatch.NONE),
                    profiles,
                    metrics.scoring(),
                    System::nanoTime,
                    System::currentTimeMillis);
            Topology topology = new ScoringTopology(
                            pipeline, pipeline.materialized().isEmpty() ? adapters : adapters.with(new NoSink()))
                    .build();
            return new TopologyView(topology.describe());
        }
    }

    List<TopologyDescription.Node> nodes() {
        List<TopologyDescription.Node> nodes = new ArrayList<>();
        for (TopologyDescription.Subtopology part : description.subtopologies()) {
            nodes.addAll(part.nodes());
        }
        return nodes;
    }

    String text() {
        return description.toString();
    }

    /** A flowchart: topics are stadiums, stores are cylinders. */
    String mermaid() {
        StringBuilder chart = new StringBuilder("flowchart LR\n");
        for (TopologyDescription.Node node : nodes()) {
            if (node instanceof TopologyDescription.Source source) {
                source.topicSet().forEach(topic -> edge(chart, "topic:" + topic, node.name()));
            }
            if (node instanceof TopologyDescription.Sink sink) {
                edge(chart, node.name(), "topic:" + sink.topic());
            }
            if (node instanceof TopologyDescription.Processor processor) {
                processor.stores().forEach(store -> edge(chart, node.name(), "store:" + store));
            }
            node.successors().forEach(next -> edge(chart, node.name(), next.name()));
        }
        return chart.toString();
    }

    private static void edge(StringBuilder chart, String from, String to) {
        chart.append("  ").append(shape(from)).append(" --> ").append(shape(to)).append('\n');
    }

    private static String shape(String name) {
        String id = name.replaceAll("[^A-Za-z0-9]", "_");
        if (name.startsWith("topic:")) {
            return id + "([" + name.substring("topic:".length()) + "])";
        }
        if (name.startsWith("store:")) {
            return id + "[(" + name.substring("store:".length()) + ")]";
        }
        return id + "[" + name + "]";
    }

    private static final class NoSink implements FeatureSink {
        @Override
        public void write(List<ProfileUpdate> updates) {}

        @Override
        public void close() {}
    }

    private static final class NoProfiles implements ProfileSource {
        @Override
        public Map<String, EntityProfile> fetch(List<String> entities, Duration deadline) {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
