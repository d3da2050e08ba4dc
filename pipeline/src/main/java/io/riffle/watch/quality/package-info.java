/**
 * What the data is like, window by window, whatever became of each event. Start with {@link
 * io.riffle.watch.quality.QualityProcessor}, which counts, and {@link io.riffle.watch.quality.QualityJudge}, which judges.
 */
@NullMarked
package io.riffle.watch.quality;

import org.jspecify.annotations.NullMarked;
