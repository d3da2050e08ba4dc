/** Change detectors that look at one value after the other; start at {@link io.riffle.stats.sequential.SequentialDetector}. */
@NullMarked
package io.riffle.stats.sequential;

import org.jspecify.annotations.NullMarked;
