/**
 * Windowed facts about one entity, kept in one compact record. Start with {@code EntityHistory}; it owns one {@code Ring}
 * per field and resolution, a ring its {@code Buckets}, and a {@code WindowAnswer} per window reads them.
 */
@NullMarked
package io.riffle.window;

import org.jspecify.annotations.NullMarked;
