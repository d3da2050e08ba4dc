package io.riffle.scoring;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorSpec;

/** Makes the builder of one input tensor; a new one at each call, because a builder belongs to one task. */
@FunctionalInterface
public interface TensorBuilders {
    /** A builder for one task.
     *
     * @throws IllegalArgumentException saying what does not fit
     */
    TensorBuilder build(TensorSpec spec, FeatureSchema schema);
}
