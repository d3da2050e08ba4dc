package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.schema.DriftReport;
import io.riffle.schema.Severity;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Changes of values that are frequent, or beyond all that the reference has: quantiles alone do not see them. */
class BlindSpotsTest {
    private static final int REFERENCE = 2_000;
    private static final int WINDOW = 1_000;

    /** What one feature of one of a few hundred windows may have. */
    private static final double THRESHOLD = 1e-5;

    private final DriftLayout learning = DriftLayout.learning(
            new FeatureSchema(java.util.List.of(new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT))),
            java.util.List.of("amount"));

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
        DriftCounts reference = counts(random, before, REFERENCE);
        assertThat(judged(reference, counts(random, before, WINDOW)).severity()).isEqualTo(Severity.NONE);
        DriftReport.Feature changed = judged(reference, counts(random, after, WINDOW));
        assertThat(changed.severity())
                .as("severity at probability " + changed.probability())
                .isNotEqualTo(Severity.NONE);
        assertThat(changed.probability()).isLessThan(THRESHOLD);
    }

    private DriftReport.Feature judged(DriftCounts first, DriftCounts later) {
        LearnedBins learned = LearnedBins.of(learning, first, later);
        return new FeatureJudge(THRESHOLD, 0.05)
                .judge(learned.layout().features().get(0), learned.counts());
    }

    private DriftCounts counts(Random random, ToDoubleFunction<Random> value, int rows) {
        DriftCounts counts = learning.fresh();
        double[] values = new double[rows];
        Arrays.setAll(values, row -> value.applyAsDouble(random));
        Arrays.stream(values).forEach(counts.unbinned().numbers().get(0)::add);
        counts.addRows(rows);
        return counts;
    }
}
