/** Scores to predictions and alerts. Start with {@code RoutingProcessor}. */
@NullMarked
package io.riffle.routing;

import org.jspecify.annotations.NullMarked;
