package io.riffle.metrics;

/** What happens to deployments on this instance. Thread-safe. */
public interface DeploymentMetrics {
    /** A deployment scores from the next frame on. */
    void applied(long revision);

    /**
     * A deployment was refused; the one before goes on.
     *
     * @param stage where it failed, for example {@code golden}
     */
    void refused(String stage);
}
