/**
 * What became of a prediction: labels meet the scored events they belong to. {@code OutcomeJoin} is the rule, {@code
 * OutcomeStore} what survives a restart, {@code OutcomeProcessor} the glue; {@code Performance} and {@code ExperimentReport}
 * are what is learnt from it.
 */
@NullMarked
package io.riffle.watch.outcome;

import org.jspecify.annotations.NullMarked;
