package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every row of the reference files of SciPy and NumPy, with the tolerances that the files state. */
class DistanceReferenceTest {
    private final SoftAssertions softly = new SoftAssertions();

    @Test
    void kolmogorovSmirnov_equalsReference() {
        int rows = 0;
        int exactRows = 0;
        for (JsonNode each : ReferenceData.json("reference/ks.json").get("cases")) {
            int n = each.get("n_x").asInt();
            int m = each.get("n_y").asInt();
            KolmogorovSmirnov found = KolmogorovSmirnov.of(Samples.of(each.get("x")), Samples.of(each.get("y")));
            near(each, "statistic", found.statistic(), 1e-12);
            double d = found.statistic();
            if (each.hasNonNull("p_exact")) {
                probability(each, "p_exact", exact(d, n, m));
                exactRows++;
            }
            probability(each, "p_asymptotic_kstwo", KolmogorovSmirnovProbability.asymptotic(d, n, m));
            probability(each, "p_asymptotic_kolmogorov_limit", KolmogorovSmirnovProbability.limit(d, n, m));
            probability(each, "p_asymptotic_stephens", KolmogorovSmirnovProbability.stephens(d, n, m));
            rows++;
        }
        softly.assertAll();
        assertThat(rows).isEqualTo(24);
        assertThat(exactRows).isEqualTo(18);
    }

    @Test
    void populationStability_equalsReference() {
        JsonNode file = ReferenceData.json("reference/psi.json");
        int rows = 0;
        for (JsonNode each : file.get("numeric")) {
            double[] x = Samples.of(each.get("x"));
            double[] edges = Quantiles.edges(x, each.get("bins_asked").asInt());
            double[] expected = ReferenceData.numbers(each.get("inner_edges"));
            softly.assertThat(edges).as(name(each)).hasSameSizeAs(expected);
            BinEdges bins = BinEdges.closedOnTheRight(edges);
            softly.assertThat(bins.count(x)).as(name(each)).isEqualTo(Samples.counts(each.get("reference_counts")));
            long[] current = bins.count(Samples.of(each.get("y")));
            softly.assertThat(current).as(name(each)).isEqualTo(Samples.counts(each.get("current_counts")));
            stability(each);
            near(
                    each,
                    "psi_add_1e-4_renormalised",
                    PopulationStability.raised(reference(each), current(each), 1e-4),
                    1e-9);
            near(each, "psi_laplace_0.5", PopulationStability.smoothed(reference(each), current(each), 0.5), 1e-9);
            rows++;
        }
        for (JsonNode each : file.get("categorical")) {
            stability(each);
            near(each, "js_divergence_base_e", Divergence.jensenShannon(reference(each), current(each)), 1e-9);
            rows++;
        }
        softly.assertAll();
        assertThat(rows).isEqualTo(48);
    }

    @Test
    void divergence_equalsReference() {
        JsonNode file = ReferenceData.json("reference/divergence.json");
        int rows = 0;
        for (JsonNode each : file.get("distributions")) {
            distribution(each, ReferenceData.numbers(each.get("p")), ReferenceData.numbers(each.get("q")));
            rows++;
        }
        for (JsonNode each : file.get("samples")) {
            for (String binning : List.of("equal_width_20", "reference_quantiles_10")) {
                JsonNode binned = each.get(binning);
                long[] p = reference(binned);
                long[] q = current(binned);
                double divergence = Divergence.jensenShannon(p, q);
                double distance = Divergence.jensenShannonDistance(Divergence.weights(p), Divergence.weights(q));
                near(binned, "js_divergence_base_e", divergence, 1e-9);
                near(binned, "js_distance_base_2", distance / Math.sqrt(Math.log(2)), 1e-9);
            }
            rows++;
        }
        softly.assertAll();
        assertThat(rows).isEqualTo(29);
    }

    private void distribution(JsonNode each, double[] p, double[] q) {
        double bit = Math.log(2);
        near(each, "kl_p_q_base_e", Divergence.kullbackLeibler(p, q), 1e-9);
        near(each, "kl_q_p_base_e", Divergence.kullbackLeibler(q, p), 1e-9);
        near(each, "kl_p_q_base_2", Divergence.kullbackLeibler(p, q) / bit, 1e-9);
        near(each, "js_distance_base_e", Divergence.jensenShannonDistance(p, q), 1e-9);
        near(each, "js_divergence_base_e", Divergence.jensenShannon(p, q), 1e-9);
        near(each, "js_distance_base_2", Divergence.jensenShannonDistance(p, q) / Math.sqrt(bit), 1e-9);
        near(each, "js_divergence_base_2", Divergence.jensenShannon(p, q) / bit, 1e-9);
        near(each, "hellinger", Divergence.hellinger(p, q), 1e-9);
        near(each, "total_variation", Divergence.totalVariation(p, q), 1e-9);
    }

    @Test
    void wasserstein_equalsReference() {
        JsonNode file = ReferenceData.json("reference/wasserstein.json");
        int rows = 0;
        for (JsonNode each : file.get("cases")) {
            double[] x = Samples.of(each.get("x"));
            double[] y = Samples.of(each.get("y"));
            double distance = Wasserstein.first(x, y);
            double deviation = MeanVariance.of(x).populationDeviation();
            relative(each, "wasserstein_1", distance);
            relative(each, "wasserstein_1_over_reference_std", deviation > 0 ? distance / deviation : Double.NaN);
            relative(each, "energy_distance", Wasserstein.energy(x, y));
            rows++;
        }
        for (JsonNode each : file.get("weighted")) {
            double distance = Wasserstein.first(
                    ReferenceData.numbers(each.get("u_values")),
                    ReferenceData.numbers(each.get("u_weights")),
                    ReferenceData.numbers(each.get("v_values")),
                    ReferenceData.numbers(each.get("v_weights")));
            relative(each, "wasserstein_1", distance);
            rows++;
        }
        softly.assertAll();
        assertThat(rows).isEqualTo(26);
    }

    @Test
    void shift_equalsReference() {
        int rows = 0;
        for (JsonNode each : ReferenceData.json("reference/shift.json").get("cases")) {
            double[] x = Samples.of(each.get("x"));
            double[] y = Samples.of(each.get("y"));
            MeanShift shift = new MeanShift(MeanVariance.of(x), MeanVariance.of(y));
            relative(each, "mean_x", shift.reference().mean());
            relative(each, "mean_y", shift.current().mean());
            relative(each, "std_pop_x", shift.reference().populationDeviation());
            relative(each, "std_pop_y", shift.current().populationDeviation());
            relative(each, "std_sample_x", shift.reference().sampleDeviation());
            relative(each, "std_sample_y", shift.current().sampleDeviation());
            relative(each, "mean_shift_over_reference_std_pop", shift.overPopulationDeviation());
            relative(each, "mean_shift_over_reference_std_sample", shift.overSampleDeviation());
            relative(each, "std_ratio_sample", shift.deviationRatio());
            relative(each, "z_of_mean", shift.z());
            relative(each, "cohens_d", shift.cohensD());
            relative(each, "welch_t", shift.welchT());
            relative(each, "welch_p", shift.welchProbability());
            order(each, x, y);
            rows++;
        }
        softly.assertAll();
        assertThat(rows).isEqualTo(23);
    }

    private void order(JsonNode each, double[] x, double[] y) {
        MannWhitney ranks = MannWhitney.of(x, y);
        relative(each, "mann_whitney_u", ranks.u());
        relative(each, "mann_whitney_p", ranks.probability());
        Arrays.sort(x);
        Arrays.sort(y);
        relative(each, "median_x", Quantiles.of(x, 0.5));
        relative(each, "median_y", Quantiles.of(y, 0.5));
        each.get("quantiles_x")
                .properties()
                .forEach(quantile -> softly.assertThat(Quantiles.of(x, Double.parseDouble(quantile.getKey())))
                        .as(name(each) + " quantile " + quantile.getKey())
                        .isCloseTo(
                                quantile.getValue().asDouble(),
                                within(1e-9 * Math.abs(quantile.getValue().asDouble()))));
        Moments moments = Moments.of(x);
        near(each, "skew_x", moments.skewness(), 1e-9 * Math.max(1, Math.abs(moments.skewness())));
        relative(each, "excess_kurtosis_x", moments.excessKurtosis());
    }

    /** Equal to SciPy's values of all 370 windows of the drift streams. */
    @Test
    void statistics_equalReference_inEveryWindowOfTheDriftStreams() {
        List<JsonNode> streams = ReferenceData.jsonLines("drift/streams.jsonl.gz");
        int windows = 0;
        for (JsonNode each : ReferenceData.jsonLines("drift/windowed_expected.jsonl.gz")) {
            JsonNode stream = streams.stream()
                    .filter(one -> one.get("id").equals(each.get("id")))
                    .findFirst()
                    .orElseThrow();
            if (each.has("ks")) {
                double[] values = Samples.of(stream);
                int from = each.get("rows").get(0).asInt();
                int to = each.get("rows").get(1).asInt();
                window(each, Arrays.copyOf(values, 500), Arrays.copyOfRange(values, from, to));
            }
            windows++;
        }
        softly.assertAll();
        assertThat(windows).isEqualTo(370);
    }

    private void window(JsonNode each, double[] reference, double[] current) {
        double d = KolmogorovSmirnov.of(reference, current).statistic();
        BinEdges bins = BinEdges.closedOnTheRight(Quantiles.edges(reference, 10));
        long[] p = bins.count(reference);
        long[] q = bins.count(current);
        near(each, "ks", d, 1e-12);
        probability(each, "ks_p_kstwo", KolmogorovSmirnovProbability.asymptotic(d, reference.length, current.length));
        near(each, "psi", PopulationStability.floored(p, q, 1e-4), 1e-9);
        near(each, "js_divergence_base_e", Divergence.jensenShannon(p, q), 1e-9);
        near(each, "wasserstein_1", Wasserstein.first(reference, current), 1e-9);
    }

    /** Binned forms lie within the bounds that their documentation states, in every numeric case. */
    @Test
    void binnedStatistics_areWithinTheirBounds_ofThoseFromRawSamples() {
        List<JsonNode> cases = new ArrayList<>();
        ReferenceData.json("reference/ks.json").get("cases").forEach(cases::add);
        for (JsonNode each : cases) {
            double[] x = Samples.of(each.get("x"));
            double[] y = Samples.of(each.get("y"));
            BinEdges bins = new BinEdges(Quantiles.edges(x, 64));
            long[] p = bins.count(x);
            long[] q = bins.count(y);
            double smallest = Math.min(min(x), min(y));
            double largest = Math.max(-min(negated(x)), -min(negated(y)));
            double[] bounds = bins.bounds(smallest, largest);
            double exact = KolmogorovSmirnov.of(x, y).statistic();
            softly.assertThat(KolmogorovSmirnov.binned(p, q))
                    .as(name(each))
                    .isBetween(exact - largestShare(p, q) - 1e-12, exact + 1e-12);
            double area = Wasserstein.first(x, y);
            softly.assertThat(Wasserstein.binned(bounds, p, q))
                    .as(name(each))
                    .isCloseTo(area, within(areaBound(bounds, p, q) + 1e-9 * area));
            Arrays.sort(y);
            for (double share : new double[] {0.05, 0.25, 0.5, 0.75, 0.95}) {
                double quantile = Quantiles.of(y, share);
                int bin = bins.bin(quantile);
                double width = neighbourhood(bounds, q, bin);
                softly.assertThat(Quantiles.binned(bounds, q, share))
                        .as(name(each) + " quantile " + share)
                        .isCloseTo(quantile, within(width + 1e-9 * Math.abs(quantile)));
            }
        }
        softly.assertAll();
    }

    /** Interpolation between order statistics may cross into the next bins that hold rows. */
    private static double neighbourhood(double[] bounds, long[] counts, int bin) {
        int from = bin;
        int to = bin;
        do {
            from--;
        } while (from > 0 && counts[from] == 0);
        do {
            to++;
        } while (to < counts.length - 1 && counts[to] == 0);
        return bounds[Math.min(bounds.length - 1, to + 1)] - bounds[Math.max(0, from)];
    }

    private static double largestShare(long[] p, long[] q) {
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            largest = Math.max(largest, larger(p, q, i));
        }
        return largest;
    }

    private static double areaBound(double[] bounds, long[] p, long[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += (bounds[i + 1] - bounds[i]) * larger(p, q, i);
        }
        return sum;
    }

    private static double larger(long[] p, long[] q, int bin) {
        return Math.max(
                (double) p[bin] / Arrays.stream(p).sum(),
                (double) q[bin] / Arrays.stream(q).sum());
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    private static double exact(double d, int n, int m) {
        return KolmogorovSmirnovProbability.exact(d, n, m);
    }

    private void stability(JsonNode each) {
        near(each, "psi_floor_0.0001", PopulationStability.floored(reference(each), current(each), 1e-4), 1e-9);
        near(each, "psi_floor_1e-06", PopulationStability.floored(reference(each), current(each), 1e-6), 1e-9);
    }

    private static long[] reference(JsonNode each) {
        return Samples.counts(each.get("reference_counts"));
    }

    private static long[] current(JsonNode each) {
        return Samples.counts(each.get("current_counts"));
    }

    private void probability(JsonNode each, String key, double found) {
        double expected = Samples.number(each.get(key));
        near(each, key, found, Math.max(1e-6, 1e-4 * Math.abs(expected)));
    }

    private void relative(JsonNode each, String key, double found) {
        double expected = Samples.number(each.get(key));
        near(each, key, found, Math.max(1e-300, 1e-9 * Math.abs(expected)));
    }

    private void near(JsonNode each, String key, double found, double tolerance) {
        double expected = Samples.number(each.get(key));
        String where = name(each) + " " + key;
        if (Double.isFinite(expected)) {
            softly.assertThat(found).as(where).isCloseTo(expected, within(tolerance));
            return;
        }
        softly.assertThat((Double) found).as(where).isEqualTo((Double) expected);
    }

    private static String name(JsonNode each) {
        return each.path("name").asText(each.path("id").asText());
    }
}
