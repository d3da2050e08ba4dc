/** Which entity gets which variant of an experiment. Start with {@link io.riffle.experiment.Experiment}. */
@NullMarked
package io.riffle.experiment;

import org.jspecify.annotations.NullMarked;
