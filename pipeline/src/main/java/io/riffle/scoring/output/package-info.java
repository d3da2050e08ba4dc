/**
 * What every runtime of models needs around its call: how a model is fed and read, scores, labels, top classes and boxes
 * of what it answers, a time limit for its runs, and the fallback row by row. Start with {@link
 * io.riffle.scoring.output.IsolatingRun}; a runtime brings a {@link io.riffle.scoring.output.BatchRun}.
 */
@NullMarked
package io.riffle.scoring.output;

import org.jspecify.annotations.NullMarked;
