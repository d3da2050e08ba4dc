package io.riffle.app.backtest;

/**
 * What both versions said about one event.
 *
 * @param line number of the input line, from 0
 * @param element index in the array that the line holds; negative if it is one event
 * @param candidate of the version in question
 * @param baseline of the version that it is compared with
 */
record ScoredPair(long line, int element, String eventId, Answer candidate, Answer baseline) {
    boolean isWhole() {
        return candidate.isThere() && baseline.isThere();
    }

    /** By how much the candidate's score is greater. */
    double signedDifference() {
        return candidate.score() - baseline.score();
    }

    double difference() {
        return Math.abs(signedDifference());
    }
}
