/** The upper reference: the same work as a hand-written consume-score-produce loop. Start with {@link io.riffle.benchmark.loop.HandLoop}. */
@NullMarked
package io.riffle.benchmark.loop;

import org.jspecify.annotations.NullMarked;
