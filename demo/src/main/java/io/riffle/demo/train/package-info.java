/** Trains the demo's model from a seed and writes its model folder. Start with {@code TrainCommand}. */
@NullMarked
package io.riffle.demo.train;

import org.jspecify.annotations.NullMarked;
