package io.riffle.history;

import org.jspecify.annotations.Nullable;

/** Where the history of an entity is read that somebody else writes. */
public interface HistorySource {
    /** The newest record of an entity, as {@link io.riffle.window.EntityHistory#write} made it; null if there is none yet. */
    byte @Nullable [] record(String entity);
}
