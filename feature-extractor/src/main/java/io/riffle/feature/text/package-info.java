/**
 * Taking texts apart into terms, as scikit-learn's vectorizers do. Start with
 * {@link io.riffle.feature.text.TextAnalysis} (the settings), which makes a
 * {@link io.riffle.feature.text.TextAnalyzer}.
 */
@NullMarked
package io.riffle.feature.text;

import org.jspecify.annotations.NullMarked;
