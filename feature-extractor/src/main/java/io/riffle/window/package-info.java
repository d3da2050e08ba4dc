/** Windowed facts about one entity, kept in one compact record. Start with {@code EntityHistory}. */
@NullMarked
package io.riffle.window;

import org.jspecify.annotations.NullMarked;
