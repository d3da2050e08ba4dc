package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnedBinsTest {
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("category", FeatureType.CATEGORY, FeatureSource.EVENT)));

    private final DriftLayout learning = DriftLayout.learning(SCHEMA, List.of("amount", "category"));
    private final Random random = new Random(3);

    /** A window of large or of small numbers has coarser bins than the other; no row may change sides by that. */
    @Test
    void rows_standInTheirBins_whicheverWindowIsCoarser() {
        double[] narrow = normal(1_000, 2, 400);
        double[] wide = normal(1_000, 500, 5_000);
        for (List<double[]> pair : List.of(List.of(narrow, wide), List.of(wide, narrow), List.of(narrow, narrow))) {
            double[] first = pair.get(0);
            double[] later = pair.get(1);
            LearnedBins learned = LearnedBins.of(learning, counts(first), counts(later));
            CountedFeature.OfNumber amount =
                    (CountedFeature.OfNumber) learned.layout().features().get(0);
            assertThat(amount.reference()).isEqualTo(amount.edges().count(first));
            assertThat(learned.counts().bins(amount)).isEqualTo(amount.edges().count(later));
            assertThat(learned.counts().sum(amount.sums() + 2))
                    .isEqualTo(Arrays.stream(later).min().orElseThrow());
            assertThat(learned.counts().sum(amount.sums() + 3))
                    .isEqualTo(Arrays.stream(later).max().orElseThrow());
        }
    }

    /** Equal shares, as far as values are different, give the tests their power. */
    @Test
    void bins_haveAboutAsManyRowsEach() {
        double[] values = normal(0, 1, 6_400);
        LearnedBins learned = LearnedBins.of(learning, counts(values), counts(values));
        long[] reference = learned.layout().features().get(0).reference();
        assertThat(reference.length).isBetween(24, 64);
        assertThat(Arrays.stream(reference).max().orElseThrow()).isLessThan(400);
    }

    @Test
    void categories_areThoseOfTheFirstWindow_andOthersAreUnknown() {
        DriftCounts first = categories("a", "a", "b");
        DriftCounts later = categories("b", "new", "newer");
        later.addRows(2);
        LearnedBins learned = LearnedBins.of(learning, first, later);
        CountedFeature.OfCategory category =
                (CountedFeature.OfCategory) learned.layout().features().get(1);
        assertThat(category.categories()).containsExactly("a", "b");
        assertThat(category.reference()).containsExactly(2, 1, 0);
        assertThat(learned.counts().bins(category)).containsExactly(0, 1, 2);
        assertThat(learned.counts().missing(category)).isEqualTo(2);
    }

    /** Identifiers are no categories. */
    @Test
    void category_isLeftOut_whenItHasTooManyValues_inWhicheverPart() {
        DriftCounts many = learning.fresh();
        for (int part = 0; part < 2; part++) {
            DriftCounts half = learning.fresh();
            for (int i = 0; i < CategoryHistogram.MOST / 2 + 1; i++) {
                half.unbinned().categories().get(0).add("id-" + part + "-" + i, 1);
            }
            half.addRows(CategoryHistogram.MOST / 2 + 1);
            many.add(DriftCounts.read(half.toBytes()));
        }
        DriftCounts again = DriftCounts.read(many.toBytes());
        again.add(categories("a"));
        for (List<DriftCounts> pair : List.of(List.of(categories("a"), again), List.of(again, categories("a")))) {
            LearnedBins learned = LearnedBins.of(learning, pair.get(0), pair.get(1));
            assertThat(learned.layout().features())
                    .extracting(CountedFeature::name)
                    .containsExactly("amount");
        }
    }

    private DriftCounts counts(double[] values) {
        DriftCounts counts = learning.fresh();
        Arrays.stream(values).forEach(counts.unbinned().numbers().get(0)::add);
        counts.addRows(values.length);
        return counts;
    }

    private DriftCounts categories(String... values) {
        DriftCounts counts = learning.fresh();
        for (Map.Entry<String, Long> each : Arrays.stream(values)
                .collect(java.util.stream.Collectors.groupingBy(value -> value, java.util.stream.Collectors.counting()))
                .entrySet()) {
            counts.unbinned().categories().get(0).add(each.getKey(), each.getValue());
        }
        counts.addRows(values.length);
        return counts;
    }

    private double[] normal(double mean, double deviation, int rows) {
        return random.doubles(rows)
                .map(any -> mean + deviation * random.nextGaussian())
                .toArray();
    }
}
