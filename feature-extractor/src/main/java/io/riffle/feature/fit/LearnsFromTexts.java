package io.riffle.feature.fit;

import io.riffle.feature.TransformParameters;
import java.util.Map;

/** Learns from the texts that reach the step, as whole categories. */
public non-sealed interface LearnsFromTexts extends Learns {
    /**
     * What the step learns; the declared parameters stay beside it.
     *
     * @throws IllegalArgumentException if a declared parameter is wrong or the texts teach nothing
     */
    Map<String, Object> learn(TransformParameters parameters, TextCounts texts);
}
