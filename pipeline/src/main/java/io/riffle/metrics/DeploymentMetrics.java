package io.riffle.metrics;

import java.util.List;

/** What happens to deployments on this instance. Thread-safe. */
public interface DeploymentMetrics {
    /** The stages that may refuse, before the first has: a counter that appears with its first event hides that event. */
    void stages(List<String> names);

    /** A deployment scores from the next frame on. */
    void applied(long revision);

    /**
     * A deployment was refused; the one before goes on.
     *
     * @param stage where it failed, for example {@code golden}
     */
    void refused(String stage);
}
