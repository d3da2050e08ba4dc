package io.riffle.enrichment;

import java.util.List;

/** Where features go that the stream has computed, for whoever reads them elsewhere. Thread-safe: all tasks share one. */
public interface FeatureSink extends AutoCloseable {
    /**
     * Takes a frame's values and returns at once, whatever becomes of them: they are a copy, and the next event of an entity
     * writes them again. A value never takes the place of a newer one.
     */
    void write(List<ProfileUpdate> updates);

    /** Waits a moment for what is under way. */
    @Override
    void close();
}
