package io.riffle.app.topic;

import io.riffle.config.Pipeline;
import io.riffle.topology.NodeNames;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** Names of the topics that Kafka Streams made for the events' stages, with as many partitions as the events topic had. */
public final class InternalTopics {
    private InternalTopics() {}

    public static Set<String> besideEvents(Pipeline pipeline, TopologyDescription topology) {
        String repartition = NodeNames.repartitionTopic(pipeline.name());
        Set<String> names = new TreeSet<>(Set.of(repartition));
        for (Subtopology part : topology.subtopologies()) {
            if (reads(part, pipeline.topics().events()) || reads(part, repartition)) {
                part.nodes().forEach(node -> addChangelogs(names, node, pipeline.name()));
            }
        }
        return names;
    }

    private static boolean reads(Subtopology part, String topic) {
        return part.nodes().stream()
                .anyMatch(node -> node instanceof TopologyDescription.Source source
                        && source.topicSet() != null
                        && source.topicSet().contains(topic));
    }

    private static void addChangelogs(Set<String> names, Node node, String pipeline) {
        if (node instanceof TopologyDescription.Processor processor) {
            processor.stores().forEach(store -> names.add(pipeline + "-" + store + "-changelog"));
        }
    }
}
