/** Windowed facts about entities, from a state store. Start with {@code HistoryProcessor}. */
@NullMarked
package io.riffle.history;

import org.jspecify.annotations.NullMarked;
