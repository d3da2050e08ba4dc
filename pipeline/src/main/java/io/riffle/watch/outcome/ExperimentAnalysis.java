package io.riffle.watch.outcome;

import io.riffle.schema.ExperimentReport;
import io.riffle.schema.ExperimentReport.VariantReport;
import io.riffle.stats.ContingencyTable;
import io.riffle.stats.Interval;
import io.riffle.stats.SampleRatio;
import io.riffle.stats.TestResult;
import io.riffle.stats.TwoProportions;
import io.riffle.stats.sequential.SequentialDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment's counts say. Decisions rest on the always-valid p value alone (see {@link SequentialDifference}), with the
 * error rate of 5 % shared by all comparisons (Bonferroni) and the variance between groups of entities; chi-square and z are for one look, and are given as numbers.
 */
final class ExperimentAnalysis {
    static final double ALPHA = 0.05;
    private static final double POWER = 0.8;

    /** Fabijan et al. (KDD 2019) and others use so low a level because the check is looked at all the time. */
    private static final double SAMPLE_RATIO_LEVEL = 0.001;

    /** The chi-square test takes counts as normal, which those of few entities are not; nor do instances start at one moment. */
    private static final long FEWEST_ENTITIES = 100;
    /** Of a variant, by its weight (Cochran, Biometrics 10, 1954). */
    private static final double FEWEST_EXPECTED = 5;

    private final SequentialDifference sequential = SequentialDifference.USUAL;
    private final ExperimentCounts counts;
    private final List<String> names;

    ExperimentAnalysis(ExperimentCounts counts) {
        this.counts = counts;
        names = List.copyOf(counts.weights().keySet());
    }

    /** The counts with this look's p values. */
    ExperimentCounts looked() {
        Map<String, Double> p = new LinkedHashMap<>();
        names.stream().skip(1).forEach(name -> p.put(name, sequential.p(against(name), variance(name))));
        return counts.lookedAt(p);
    }

    /** The report of counts that were {@link #looked} at. */
    ExperimentReport report(String name, String success, long at) {
        Optional<TestResult> chiSquare = table().flatMap(ContingencyTable::chiSquare);
        OptionalDouble ratio = sampleRatio();
        boolean mismatch = ratio.orElse(1) < SAMPLE_RATIO_LEVEL;
        List<VariantReport> variants = new ArrayList<>();
        names.forEach(variant -> variants.add(variant(variant, mismatch)));
        return new ExperimentReport(
                name,
                at,
                success,
                chiSquare.map(TestResult::statistic).orElse(null),
                chiSquare.map(TestResult::p).orElse(null),
                ratio.isPresent() ? ratio.getAsDouble() : null,
                mismatch,
                variants);
    }

    private Optional<ContingencyTable> table() {
        long[][] rows = names.stream()
                .map(counts::of)
                .map(each -> new long[] {each.successes(), each.outcomes() - each.successes()})
                .toArray(long[][]::new);
        return rows.length < 2 ? Optional.empty() : Optional.of(new ContingencyTable(rows));
    }

    /** Entities are compared with the weights under which they came; the smallest p value counts (Bonferroni). */
    private OptionalDouble sampleRatio() {
        double[] p = counts.phases().stream()
                .flatMap(phase -> sampleRatio(phase).stream())
                .mapToDouble(TestResult::p)
                .toArray();
        return p.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, Arrays.stream(p).min().orElseThrow() * p.length));
    }

    /** Empty until every variant that has a weight has scored, and enough entities came. */
    private static Optional<TestResult> sampleRatio(ExperimentCounts.Phase phase) {
        List<String> variants = List.copyOf(phase.weights().keySet());
        long[] entities = variants.stream()
                .mapToLong(name -> phase.entities().getOrDefault(name, 0L))
                .toArray();
        double[] weights = variants.stream().mapToDouble(phase.weights()::get).toArray();
        return isEnough(entities, weights) ? SampleRatio.test(entities, weights) : Optional.empty();
    }

    private static boolean isEnough(long[] entities, double[] weights) {
        long all = Arrays.stream(entities).sum();
        double whole = Arrays.stream(weights).sum();
        return all >= FEWEST_ENTITIES
                && IntStream.range(0, weights.length)
                        .filter(variant -> weights[variant] > 0)
                        .allMatch(
                                variant -> entities[variant] > 0 && all * weights[variant] / whole >= FEWEST_EXPECTED);
    }

    private VariantReport variant(String name, boolean mismatch) {
        VariantCounts own = counts.of(name);
        boolean baseline = name.equals(names.get(0));
        double smallest = counts.smallestP().getOrDefault(name, 1.0);
        return new VariantReport(
                name,
                counts.weights().getOrDefault(name, 0),
                new ExperimentReport.Counts(own.entities(), own.events(), own.outcomes(), own.successes()),
                rate(own),
                baseline ? null : comparison(name, smallest),
                decision(baseline, mismatch, smallest, against(name)));
    }

    private static ExperimentReport.Rate rate(VariantCounts own) {
        Interval interval = Interval.ofShare(own.successes(), own.outcomes(), 1 - ALPHA);
        return new ExperimentReport.Rate(
                finite((double) own.successes() / own.outcomes()), interval.low(), interval.high());
    }

    private ExperimentReport.Comparison comparison(String name, double smallest) {
        TwoProportions shares = against(name);
        Interval difference = sequential.interval(shares, 1 - ALPHA, variance(name));
        double detectable = TwoProportions.minimumDetectable(
                shares.first(),
                counts.of(names.get(0)).outcomes(),
                counts.of(name).outcomes(),
                ALPHA,
                POWER);
        return new ExperimentReport.Comparison(
                finite(shares.lift()),
                finite(shares.z()),
                finite(shares.p()),
                smallest,
                difference.low(),
                difference.high(),
                finite(detectable));
    }

    private String decision(boolean baseline, boolean mismatch, double smallest, TwoProportions shares) {
        if (baseline || mismatch) {
            return mismatch ? "invalid" : "baseline";
        }
        if (smallest >= ALPHA / Math.max(1, names.size() - 1)) {
            return "undecided";
        }
        return shares.difference() > 0 ? "better" : "worse";
    }

    private TwoProportions against(String name) {
        VariantCounts first = counts.of(names.get(0));
        VariantCounts own = counts.of(name);
        return new TwoProportions(first.successes(), first.outcomes(), own.successes(), own.outcomes());
    }

    /** Of the difference to the first variant, as groups of entities show it. */
    private double variance(String name) {
        return counts.of(names.get(0)).variance() + counts.of(name).variance();
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
