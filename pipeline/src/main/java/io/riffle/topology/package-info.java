/** Wires the stages together. Start with {@code ScoringTopology}. */
@NullMarked
package io.riffle.topology;

import org.jspecify.annotations.NullMarked;
