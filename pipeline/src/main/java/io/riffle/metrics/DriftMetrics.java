package io.riffle.metrics;

/**
 * What drift counting does. Of every version with a reference profile: scored = counted + late. Alert on a rising share of
 * late rows: the grace is too short or a producer is behind.
 */
public interface DriftMetrics {
    /** Rows that were counted in their window. */
    void countedRows(long rows);

    /** Rows whose window was closed already; they are in the report as late rows and in no bin. */
    void lateRows(long rows);

    /** A partition's window was closed and sent on. */
    void closedWindow();

    /** Counts nothing. */
    DriftMetrics NONE = new DriftMetrics() {
        @Override
        public void countedRows(long rows) {}

        @Override
        public void lateRows(long rows) {}

        @Override
        public void closedWindow() {}
    };
}
