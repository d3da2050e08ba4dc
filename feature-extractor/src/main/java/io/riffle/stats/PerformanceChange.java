package io.riffle.stats;

/**
 * A measure of one window against its baseline.
 *
 * @param probability of a difference like this if nothing changed, at most
 */
public record PerformanceChange(PerformanceMeasure measure, double baseline, double value, double probability) {
    /** See {@link PerformanceMeasure#worseBy}. */
    public double worseBy() {
        return measure.worseBy(baseline, value);
    }
}
