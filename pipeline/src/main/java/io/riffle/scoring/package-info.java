/** Feature tables to scores. Start with {@link io.riffle.scoring.Scorer}. */
@NullMarked
package io.riffle.scoring;

import org.jspecify.annotations.NullMarked;
