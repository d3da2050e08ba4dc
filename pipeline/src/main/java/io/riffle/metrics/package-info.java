/** What is counted, in our words. Start with {@link io.riffle.metrics.ScoringMetrics}. */
@NullMarked
package io.riffle.metrics;

import org.jspecify.annotations.NullMarked;
