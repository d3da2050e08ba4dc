package io.riffle.watch.drift;

import io.riffle.schema.DriftReport.Feature;
import io.riffle.stats.Divergence;
import io.riffle.stats.KolmogorovSmirnov;
import io.riffle.stats.PopulationStability;
import io.riffle.stats.Quantiles;
import io.riffle.stats.Wasserstein;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that people ask for. A further one is a formula in {@code io.riffle.stats}, a line here, and a line in
 * {@code drift-report.schema.json}.
 */
final class DriftStatistics {
    private static final double FLOOR = 1e-4;

    /** In the order of reports. */
    static final List<DriftStatistic> ALL = List.of(
            DriftStatistic.ofBins(Feature.PSI, (p, q) -> PopulationStability.floored(p, q, FLOOR)),
            DriftStatistic.ofBins(Feature.JENSEN_SHANNON, Divergence::jensenShannon),
            DriftStatistic.ofBins(
                    "hellinger", (p, q) -> Divergence.hellinger(Divergence.weights(p), Divergence.weights(q))),
            DriftStatistic.ofNumbers("ks", number -> KolmogorovSmirnov.binned(number.reference(), number.current())),
            DriftStatistic.ofNumbers(
                    "wasserstein", number -> Wasserstein.binned(number.bounds(), number.reference(), number.current())),
            DriftStatistic.ofAny(Feature.MISSING_SHARE, feature -> share(feature.missing(), feature.current())),
            DriftStatistic.ofAny(
                    "reference_missing_share",
                    feature -> share(feature.feature().referenceMissing(), feature.reference())),
            DriftStatistic.ofCategories("unknown_share", ComparedCategory::unknownShare),
            DriftStatistic.ofCategories("expected_unknown_share", ComparedCategory::expectedUnknownShare),
            DriftStatistic.ofNumbers(
                    Feature.OUTSIDE_SHARE, number -> number.outside(1).share()),
            DriftStatistic.ofCurrentNumbers(
                    Feature.MEAN, number -> number.spread().mean()),
            DriftStatistic.ofNumbers(Feature.REFERENCE_MEAN, ComparedNumber::referenceMean),
            DriftStatistic.ofCurrentNumbers(
                    "deviation", number -> number.spread().sampleDeviation()),
            DriftStatistic.ofCurrentNumbers("smallest", number -> number.range().smallest()),
            DriftStatistic.ofNumbers("median", number -> Quantiles.binned(number.bounds(), number.current(), 0.5)),
            DriftStatistic.ofCurrentNumbers("largest", number -> number.range().largest()));

    private DriftStatistics() {}

    /** By name; what is not defined is left out. */
    static Map<String, Double> of(ComparedFeature feature) {
        Map<String, Double> statistics = new LinkedHashMap<>();
        ALL.forEach(statistic -> statistic.of(feature).ifPresent(value -> statistics.put(statistic.name(), value)));
        return statistics;
    }

    private static double share(long missing, long[] present) {
        long all = missing + ComparedFeature.total(present);
        return all == 0 ? 0 : (double) missing / all;
    }
}
