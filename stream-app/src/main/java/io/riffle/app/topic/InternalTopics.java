package io.riffle.app.topic;

import io.riffle.config.Pipeline;
import io.riffle.topology.NodeNames;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/**
 * Names of the topics that Kafka Streams makes for a topology of ours. They are exact: everything that begins with the
 * pipeline's name would be too much, since {@code card-fraud-...} also begins with {@code card-}.
 */
public record InternalTopics(Pipeline pipeline, TopologyDescription topology) {
    /** All of them. */
    public Set<String> all() {
        return names(part -> true);
    }

    /** Those that have as many partitions as the events topic had when they were made. */
    public Set<String> besideEvents() {
        return names(part -> reads(part, pipeline.topics().events()) || reads(part, repartition()));
    }

    private Set<String> names(Predicate<Subtopology> wanted) {
        Set<String> names = new TreeSet<>(Set.of(repartition()));
        topology.subtopologies().stream()
                .filter(wanted)
                .flatMap(part -> part.nodes().stream())
                .forEach(node -> addChangelogs(names, node));
        return names;
    }

    private String repartition() {
        return NodeNames.repartitionTopic(pipeline.name());
    }

    private static boolean reads(Subtopology part, String topic) {
        return part.nodes().stream()
                .anyMatch(node -> node instanceof TopologyDescription.Source source
                        && source.topicSet() != null
                        && source.topicSet().contains(topic));
    }

    private void addChangelogs(Set<String> names, Node node) {
        if (node instanceof TopologyDescription.Processor processor) {
            processor.stores().forEach(store -> names.add(pipeline.name() + "-" + store + "-changelog"));
        }
    }
}
