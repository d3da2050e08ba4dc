package io.riffle.routing;

import java.util.List;

/**
 * Where the records of this stage go.
 *
 * @param predictions the children that get the predictions, each of them all
 * @param alerts the child that gets the alerts
 * @param deadLetters the child that gets what became of predictions that are too large
 */
public record RoutingNodes(List<String> predictions, String alerts, String deadLetters) {
    public RoutingNodes {
        predictions = List.copyOf(predictions);
    }
}
