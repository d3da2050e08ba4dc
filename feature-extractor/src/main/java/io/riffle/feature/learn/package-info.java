/**
 * Learning the parameters of transforms from recorded values, in one pass that can be split and merged. Start with
 * {@link io.riffle.feature.learn.TensorLearner}; a {@link io.riffle.feature.TransformFactory} that can learn implements
 * {@link io.riffle.feature.learn.LearnsFromNumbers}, {@link io.riffle.feature.learn.LearnsFromTexts} or
 * {@link io.riffle.feature.learn.LearnsFromTerms}.
 */
@NullMarked
package io.riffle.feature.learn;

import org.jspecify.annotations.NullMarked;
