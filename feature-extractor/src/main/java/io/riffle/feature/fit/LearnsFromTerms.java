package io.riffle.feature.fit;

import io.riffle.feature.TransformParameters;
import io.riffle.feature.text.TextAnalyzer;
import java.util.Map;

/** Learns from the terms of the texts that reach the step. */
public non-sealed interface LearnsFromTerms extends Learns {
    /** How the step takes texts apart. */
    TextAnalyzer analyzer(TransformParameters parameters);

    /**
     * What the step learns; the declared parameters stay beside it.
     *
     * @throws IllegalArgumentException if a declared parameter is wrong or no term is left
     */
    Map<String, Object> learn(TransformParameters parameters, TermCounts terms);
}
