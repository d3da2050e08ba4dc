package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.schema.DriftReport;
import io.riffle.schema.Severity;
import io.riffle.stats.ReferenceBins;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Changes of values that are frequent, or beyond all that the reference has: quantiles alone do not see them. */
class BlindSpotsTest {
    private static final int REFERENCE = 2_000;
    private static final int WINDOW = 1_000;

    /** What one feature of one of a few hundred windows may have. */
    private static final double THRESHOLD = 1e-5;

    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT)));

    private final DriftLayout learning = DriftLayout.learning(SCHEMA, List.of("amount"));

    @Test
    void change_isSeen_whenAConstantChanges() {
        assertSeen(random -> 5, random -> 6);
        assertSeen(random -> 5, random -> 4.99);
        assertSeen(random -> 0, random -> 1e-9);
    }

    @Test
    void change_isSeen_whenAFlagThatWasRareIsNot() {
        assertSeen(random -> share(random, 0.005, 1, 0), random -> share(random, 0.5, 1, 0));
        assertSeen(random -> share(random, 0.99, 1, 0), random -> share(random, 0.5, 1, 0));
    }

    @Test
    void change_isSeen_whenAllZerosBecomeAnotherNumber() {
        for (double zeros : new double[] {0.6, 0.98}) {
            assertSeen(
                    random -> share(random, zeros, 0, 10 + random.nextGaussian()),
                    random -> share(random, zeros, -1, 10 + random.nextGaussian()));
        }
    }

    @Test
    void change_isSeen_whenTheGreatestValueBecomesGreater() {
        assertSeen(random -> share(random, 0.3, 1, 0), random -> share(random, 0.3, 100, 0));
    }

    @Test
    void change_isSeen_whenFewRowsLeaveTheRange() {
        assertSeen(
                random -> 100 + 20 * random.nextGaussian(),
                random -> share(random, 0.03, 1e9, 100 + 20 * random.nextGaussian()));
    }

    private static double share(Random random, double share, double value, double otherwise) {
        return random.nextDouble() < share ? value : otherwise;
    }

    private void assertSeen(ToDoubleFunction<Random> before, ToDoubleFunction<Random> after) {
        Random random = new Random(11);
        double[] reference = draw(random, before, REFERENCE);
        double[] same = draw(random, before, WINDOW);
        double[] changed = draw(random, after, WINDOW);
        assertSeen("first window", learned(reference, same), learned(reference, changed));
        assertSeen("profile", profiled(reference, same), profiled(reference, changed));
    }

    private static void assertSeen(String source, DriftReport.Feature same, DriftReport.Feature changed) {
        assertThat(same.severity()).as(source + " without a change").isEqualTo(Severity.NONE);
        assertThat(changed.severity())
                .as(source + ", at probability " + changed.probability())
                .isNotEqualTo(Severity.NONE);
        assertThat(changed.probability()).as("as docs/DRIFT.md says").isLessThan(1e-10);
        assertThat(changed.statistic("reference_mean"))
                .as("of the reference alone")
                .isEqualTo(same.statistic("reference_mean"), within(0.5));
    }

    private DriftReport.Feature learned(double[] first, double[] later) {
        LearnedBins learned = LearnedBins.of(learning, counts(first), counts(later));
        return judged(learned.layout(), learned.counts());
    }

    private DriftCounts counts(double[] values) {
        DriftCounts counts = learning.fresh();
        Arrays.stream(values).forEach(counts.unbinned().numbers().get(0)::add);
        counts.addRows(values.length);
        return counts;
    }

    /** As a profile of the model's folder has it. */
    private static DriftReport.Feature profiled(double[] reference, double[] later) {
        ReferenceBins bins = ReferenceBins.ofValues(reference);
        NumberBins profile = new NumberBins(bins.edges(), bins.counts(), 0);
        DriftLayout layout = DriftLayout.of(
                new ReferenceProfile(REFERENCE, Map.of("amount", profile), Map.of(), Optional.empty()),
                SCHEMA,
                List.of());
        DriftCounts counts = layout.fresh();
        CountedFeature.OfNumber amount =
                (CountedFeature.OfNumber) layout.features().get(0);
        for (double value : later) {
            counts.count(amount.edges().bin(value));
            counts.sum(amount.sums(), value, value - amount.pivot());
        }
        counts.addRows(later.length);
        return judged(layout, counts);
    }

    private static DriftReport.Feature judged(DriftLayout layout, DriftCounts counts) {
        CountedFeature feature = layout.features().get(0);
        return new FeatureJudge(THRESHOLD, 0.05)
                .judge(feature, counts, FeatureVariation.unknown(feature))
                .report();
    }

    private static double[] draw(Random random, ToDoubleFunction<Random> value, int rows) {
        double[] values = new double[rows];
        Arrays.setAll(values, row -> value.applyAsDouble(random));
        return values;
    }
}
