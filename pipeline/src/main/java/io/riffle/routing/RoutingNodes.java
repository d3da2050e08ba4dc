package io.riffle.routing;

import java.util.List;
import java.util.Optional;

/**
 * Where the records of this stage go.
 *
 * @param predictions the children that get the predictions, each of them all
 * @param alerts the child that gets the alerts
 * @param deadLetters the child that gets what became of predictions that are too large
 * @param answered the child that gets the frame of what was answered, if anybody watches it
 */
public record RoutingNodes(List<String> predictions, String alerts, String deadLetters, Optional<String> answered) {
    public RoutingNodes {
        predictions = List.copyOf(predictions);
    }
}
