package io.riffle.app.dashboard;

import io.riffle.schema.Stage;
import io.riffle.topology.NodeNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A topology as nodes and edges. An edge says which flows of the {@link Snapshot} it carries: the sum of some less the sum
 * of others; if nothing counts what passes, it names none.
 */
final class TopologyGraph {
    private static final String DEAD_LETTERS_OF = "dead_letters:";
    private static final String SKIPPED = "skipped";

    private static final Map<String, Stage> STAGES = Map.of(
            NodeNames.CHECK_EVENTS, Stage.DECODE,
            NodeNames.DECODE_FRAME, Stage.DECODE,
            NodeNames.DROP_DUPLICATES, Stage.DEDUPLICATE,
            NodeNames.ENRICH_FRAME, Stage.ENRICH,
            NodeNames.UPDATE_HISTORY, Stage.HISTORY,
            NodeNames.DERIVE_FEATURES, Stage.DERIVE,
            NodeNames.SCORE_FRAME, Stage.SCORE,
            NodeNames.ROUTE_PREDICTIONS, Stage.ROUTE);

    /** Behind these, everything is answered. */
    private static final Set<String> ANSWERED =
            Set.of(NodeNames.SCORE_FRAME, NodeNames.COUNT_DRIFT, NodeNames.JOIN_OUTCOMES, NodeNames.ROUTE_PREDICTIONS);

    private final Map<String, Map<String, @Nullable Object>> nodes = new LinkedHashMap<>();
    private final List<Map<String, Object>> edges = new ArrayList<>();

    private TopologyGraph() {}

    static Map<String, Object> of(TopologyDescription topology) {
        TopologyGraph graph = new TopologyGraph();
        topology.subtopologies().forEach(part -> graph.add(part.nodes()));
        return Map.of("nodes", List.copyOf(graph.nodes.values()), "edges", graph.edges);
    }

    private void add(Collection<TopologyDescription.Node> parts) {
        for (TopologyDescription.Node node : parts) {
            if (node instanceof TopologyDescription.Source source) {
                Set<String> topics = source.topicSet() == null ? Set.of() : new TreeSet<>(source.topicSet());
                topics.forEach(topic -> edge(topic(topic), node.name(), inflow(node.name())));
                node(node.name(), node.name(), "source", Set.of());
            }
            if (node instanceof TopologyDescription.Processor processor) {
                node(node.name(), node.name(), "processor", new TreeSet<>(processor.stores()));
            }
            if (node instanceof TopologyDescription.Sink sink) {
                node(node.name(), node.name(), "sink", Set.of());
                edge(node.name(), topic(sink.topic()), outflow(node.name()));
            }
            node.successors().forEach(next -> edge(node.name(), next.name(), flow(node.name(), next.name())));
        }
    }

    private String topic(String name) {
        String id = "topic:" + name;
        node(id, name, "topic", Set.of());
        return id;
    }

    private void node(String id, String label, String kind, Set<String> stores) {
        Stage stage = STAGES.get(id);
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("id", id);
        node.put("label", label);
        node.put("kind", kind);
        node.put("stage", stage == null ? null : stage.label());
        node.put("stores", stores);
        nodes.put(id, node);
    }

    private void edge(String from, String to, Flow flow) {
        edges.add(Map.of("from", from, "to", to, "plus", flow.plus(), "minus", flow.minus()));
    }

    private record Flow(List<String> plus, List<String> minus) {
        static final Flow UNCOUNTED = new Flow(List.of(), List.of());

        static Flow of(String... plus) {
            return new Flow(List.of(plus), List.of());
        }
    }

    private static Flow inflow(String source) {
        return switch (source) {
            case NodeNames.READ_EVENTS -> Flow.of("received");
            case NodeNames.READ_LABELS -> Flow.of("labels");
            default -> Flow.UNCOUNTED;
        };
    }

    private static Flow outflow(String sink) {
        return switch (sink) {
            case NodeNames.PREDICTIONS -> Flow.of("predicted");
            case NodeNames.ALERTS -> Flow.of("alerts");
            default -> Flow.UNCOUNTED;
        };
    }

    private static Flow flow(String from, String to) {
        Stage stage = STAGES.get(from);
        if (to.equals(NodeNames.DEAD_LETTERS) || to.equals(NodeNames.REJECTED_EVENTS)) {
            return stage == null ? Flow.UNCOUNTED : Flow.of(DEAD_LETTERS_OF + stage.label());
        }
        if (to.equals(NodeNames.ALERTS)) {
            return outflow(to);
        }
        if (from.equals(NodeNames.READ_EVENTS) || from.equals(NodeNames.READ_LABELS)) {
            return inflow(from);
        }
        if (ANSWERED.contains(from)) {
            return ANSWERED.contains(to) || to.equals(NodeNames.PREDICTIONS) ? Flow.of("predicted") : Flow.UNCOUNTED;
        }
        return stage == null ? Flow.UNCOUNTED : new Flow(List.of("received"), rejectedUpTo(stage));
    }

    private static List<String> rejectedUpTo(Stage last) {
        List<String> rejected = new ArrayList<>(List.of(SKIPPED));
        for (Stage stage : Stage.values()) {
            if (stage.compareTo(last) <= 0) {
                rejected.add(DEAD_LETTERS_OF + stage.label());
            }
        }
        return rejected;
    }
}
