package io.riffle.feature.fit;

import io.riffle.feature.TransformParameters;
import java.util.Map;

/** Learns from the numbers that reach the step. */
public non-sealed interface LearnsFromNumbers extends Learns {
    /**
     * What the step learns; the declared parameters stay beside it.
     *
     * @throws IllegalArgumentException if a declared parameter is wrong or the numbers teach nothing
     */
    Map<String, Object> learn(TransformParameters parameters, NumberCounts numbers);
}
