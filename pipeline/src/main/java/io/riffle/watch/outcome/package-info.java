/**
 * What became of a prediction: labels meet the scored events they belong to. {@code OutcomeJoin} is the rule over
 * two {@code ChunkLog}s, {@code OutcomeStore} such a log that survives a restart, {@code OutcomeProcessor} the glue; {@code
 * PerformanceCounts} and {@code ExperimentCounts} are what is learnt from it.
 */
@NullMarked
package io.riffle.watch.outcome;

import org.jspecify.annotations.NullMarked;
