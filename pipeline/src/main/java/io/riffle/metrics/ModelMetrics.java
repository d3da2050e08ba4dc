package io.riffle.metrics;

import java.util.List;

/** What model versions do, and what this instance decides about them. Thread-safe. */
public interface ModelMetrics {
    /** Nobody reads it. */
    ModelMetrics NONE = (model, version, variant) -> new Variant() {
        @Override
        public void batch(int rows, int failed, long nanoseconds) {}

        @Override
        public void scores(double[] scores, int rows) {}
    };

    /** The results of a canary's steps that there are. */
    List<String> CANARY_RESULTS = List.of("grown", "promoted", "rolled_back");

    /** The counters of one version in one role, to be kept: looking them up for every frame costs more than counting. */
    Variant of(String model, String version, String variant);

    /** Rows that a shadow did not score because shadows had used up their share of the time. */
    default void shadowSkipped(String version, int rows) {}

    /**
     * Deployments are followed from now on.
     *
     * @param stages those that may refuse, before the first has: a counter that appears with its first event hides that
     *     event
     */
    default void deploymentsFollowed(List<String> stages) {}

    /** A deployment scores from the next frame on. */
    default void deploymentApplied(long revision) {}

    /**
     * A deployment was refused; the one before goes on.
     *
     * @param stage where it failed, for example {@code golden}
     */
    default void deploymentRefused(String stage) {}

    /**
     * The canary controller of this instance made a step.
     *
     * @param result one of {@link #CANARY_RESULTS}
     */
    default void canaryStep(String result) {}

    /** One version in one role. */
    interface Variant {
        /**
         * One run of the model.
         *
         * @param rows how many it was given
         * @param failed how many of them it could not score
         * @param nanoseconds how long it took, with the building of its input
         */
        void batch(int rows, int failed, long nanoseconds);

        /** The scores of the first {@code rows} rows. */
        void scores(double[] scores, int rows);
    }
}
