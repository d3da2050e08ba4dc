/**
 * What the data is like, window by window, whatever became of each event. Start with {@link
 * io.riffle.quality.QualityProcessor}, which counts, and {@link io.riffle.quality.QualityJudge}, which judges.
 */
@NullMarked
package io.riffle.quality;

import org.jspecify.annotations.NullMarked;
