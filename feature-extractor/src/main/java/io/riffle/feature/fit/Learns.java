package io.riffle.feature.fit;

import io.riffle.feature.TransformFactory;

/** A factory whose steps can be declared without what they learn, for example {@code standard-scale} alone. */
public sealed interface Learns extends TransformFactory permits LearnsFromNumbers, LearnsFromTerms, LearnsFromTexts {
    /** The parameter that a learned step has and a step that has yet to learn lacks, for example {@code scale}. */
    String learned();
}
