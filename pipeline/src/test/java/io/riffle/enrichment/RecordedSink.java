package io.riffle.enrichment;

import java.util.ArrayList;
import java.util.List;

/** Keeps what was written, frame by frame. */
public final class RecordedSink implements FeatureSink {
    private final List<List<ProfileUpdate>> frames = new ArrayList<>();

    @Override
    public void write(List<ProfileUpdate> updates) {
        frames.add(List.copyOf(updates));
    }

    /** One list per frame. */
    public List<List<ProfileUpdate>> frames() {
        return frames;
    }

    @Override
    public void close() {}
}
