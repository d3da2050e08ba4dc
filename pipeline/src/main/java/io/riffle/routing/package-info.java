/**
 * Scores to predictions and alerts. Start with {@code RoutingProcessor} (the stage); {@link io.riffle.routing.PredictionWriter}
 * and {@link io.riffle.routing.AlertWriter} make the records.
 */
@NullMarked
package io.riffle.routing;

import org.jspecify.annotations.NullMarked;
