package io.riffle.scoring;

/** Where a frame's model versions come from. Thread-safe. */
public interface ModelSource {
    /**
     * The versions in use at this moment, to be closed when the frame is done: until then none of them is closed, whatever
     * is deployed meanwhile.
     */
    ActiveModels acquire();
}
