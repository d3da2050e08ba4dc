package io.riffle.metrics;

/**
 * What quality counting does. Every event that arrives is counted once: received = scored rows + rejected rows, as soon as the
 * frames that are being handled are done. Late rows are among them.
 */
public interface QualityMetrics {
    /** Events that were scored. */
    void scoredRows(long rows);

    /** An event became a dead letter. */
    void rejectedRow();

    /** Scored events whose own window was closed already; they count in the earliest open one. */
    void lateRows(long rows);

    /** Counts nothing. */
    QualityMetrics NONE = new QualityMetrics() {
        @Override
        public void scoredRows(long rows) {}

        @Override
        public void rejectedRow() {}

        @Override
        public void lateRows(long rows) {}
    };
}
