/**
 * Features and how they become model inputs. Start with {@link io.riffle.feature.FeatureSchema} (what is declared) and
 * {@link io.riffle.feature.FeatureTable} (the values of one micro-batch); {@link io.riffle.feature.TensorBuilder} turns
 * both into the numbers a model reads.
 */
@NullMarked
package io.riffle.feature;

import org.jspecify.annotations.NullMarked;
