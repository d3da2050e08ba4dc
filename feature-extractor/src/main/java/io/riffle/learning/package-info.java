/**
 * What a stream learns from its outcomes: corrections of a champion's answers, folded example by example. The state at a
 * position of the log is a function of the log up to there, byte for byte, so nothing here reads a clock, draws at random
 * or uses a function whose result depends on the processor. Start at {@link io.riffle.learning.OnlineLearner}.
 */
@NullMarked
package io.riffle.learning;

import org.jspecify.annotations.NullMarked;
