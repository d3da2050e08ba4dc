package io.riffle.watch.alert;

/** Takes a canary away. Thread-safe; does not wait. */
public interface CanaryStop {
    /** There is no canary that could be stopped. */
    CanaryStop NONE = (version, reason) -> {};

    /** Does nothing where that version is not the canary (any more), so it may be asked again. */
    void stop(String version, String reason);
}
