/**
 * Scores on request, by the scorers of the stream. Start with {@link io.riffle.app.inference.Inference} for tensors and
 * {@link io.riffle.app.inference.Predictions} for events.
 */
@NullMarked
package io.riffle.app.inference;

import org.jspecify.annotations.NullMarked;
