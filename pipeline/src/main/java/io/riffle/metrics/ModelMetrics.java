package io.riffle.metrics;

/** What each model version does, by model, version and variant. Thread-safe. */
public interface ModelMetrics {
    /** Nobody reads it. */
    ModelMetrics NONE = (model, version, variant) -> new Variant() {
        @Override
        public void batch(int rows, int failed, long nanoseconds) {}

        @Override
        public void scores(double[] scores, int rows) {}
    };

    /** The counters of one version in one role, to be kept: looking them up for every frame costs more than counting. */
    Variant of(String model, String version, String variant);

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
