package io.riffle.app.backtest;

import java.util.Map;

/**
 * One version's part of the result.
 *
 * @param failed rows that it could not score
 * @param medianMicros microseconds per row, median over the runs; NaN if there were too few
 * @param p95Micros the same, 95th percentile
 * @param metrics how right it was; empty without labels
 */
public record VersionFigures(
        Version version, long failed, double medianMicros, double p95Micros, Map<String, Double> metrics) {}
