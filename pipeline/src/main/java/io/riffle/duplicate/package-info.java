/** Recognises event ids that were seen before. Start with {@code RecentEvents}. */
@NullMarked
package io.riffle.duplicate;

import org.jspecify.annotations.NullMarked;
