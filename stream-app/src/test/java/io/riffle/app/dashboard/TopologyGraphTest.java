package io.riffle.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyGraphTest {
    @Test
    @SuppressWarnings("unchecked")
    void edges_sayWhichCountersTheyCarry() {
        Map<String, Object> graph = TopologyGraph.of(DashboardServer.topology().describe());

        List<String> edges = new ArrayList<>();
        for (Map<String, Object> edge : (List<Map<String, Object>>) graph.get("edges")) {
            edges.add(edge.get("from") + " > " + edge.get("to") + " " + edge.get("plus") + " - " + edge.get("minus"));
        }
        assertThat(edges)
                .containsExactlyInAnyOrder(
                        "topic:card-fraud.events.v1 > read-events [received] - []",
                        "read-events > decode-frame [received] - []",
                        "decode-frame > score-frame [received] - [skipped, dead_letters:decode]",
                        "decode-frame > dead-letters [dead_letters:decode] - []",
                        "score-frame > dead-letters [dead_letters:score] - []",
                        "score-frame > route-predictions [predicted] - []",
                        "route-predictions > predictions [predicted] - []",
                        "route-predictions > alerts [alerts] - []",
                        "predictions > topic:card-fraud.predictions.v1 [predicted] - []",
                        "alerts > topic:card-fraud.alerts.v1 [alerts] - []",
                        "dead-letters > topic:card-fraud.events.v1.dlq [] - []");
        assertThat((List<Map<String, Object>>) graph.get("nodes"))
                .extracting(node -> node.get("id") + " " + node.get("kind") + " " + node.get("stage"))
                .contains(
                        "read-events source null",
                        "decode-frame processor decode",
                        "predictions sink null",
                        "topic:card-fraud.events.v1 topic null");
    }
}
