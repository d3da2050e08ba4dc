/**
 * Learning the parameters of transforms from recorded values, in one pass that can be split and merged. Start with
 * {@link io.riffle.feature.fit.TensorLearner}; a {@link io.riffle.feature.TransformFactory} that can learn implements
 * {@link io.riffle.feature.fit.LearnsFromNumbers}, {@link io.riffle.feature.fit.LearnsFromTexts} or
 * {@link io.riffle.feature.fit.LearnsFromTerms}.
 */
@NullMarked
package io.riffle.feature.fit;

import org.jspecify.annotations.NullMarked;
