package io.riffle.app.backtest;

/**
 * What both versions said about one event.
 *
 * @param line number of the input line, from 0
 * @param candidate score of the version in question; NaN if it failed
 * @param baseline score of the version that it is compared with; NaN if it failed
 * @param flipped whether the predicted labels differ
 */
record ScoredPair(long line, String eventId, double candidate, double baseline, boolean flipped) {
    boolean isWhole() {
        return !Double.isNaN(candidate) && !Double.isNaN(baseline);
    }

    /** Without a sign. */
    double difference() {
        return Math.abs(candidate - baseline);
    }
}
