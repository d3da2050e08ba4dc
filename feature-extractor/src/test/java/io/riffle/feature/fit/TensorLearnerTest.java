package io.riffle.feature.fit;

import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static io.riffle.feature.Tensors.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorLearnerTest {
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(number("amount"), category("city"), number("count"), category("text")));
    private static final List<String> WORDS = List.of("red", "green", "blue", "dark blue", "Ärger", "offer");

    /** Every learning step there is, in chains and joined. */
    private static final ColumnSpec[] COLUMNS = {
        column("amount", step("impute"), step("standard-scale")),
        column("amount", step("impute", Map.of("strategy", "median")), step("log1p"), step("min-max")),
        column("amount", step("robust-scale")),
        column("amount", step("max-abs")),
        column("count", step("bucketize", Map.of("bins", 4, "strategy", "kmeans", "one-hot", true))),
        column("count", step("ordinal")),
        column("city", step("impute"), step("one-hot", Map.of("min-frequency", 2L, "unknown", "infrequent"))),
        column("city", step("ordinal"), step("impute"), step("standard-scale")),
        column("text", step("clean-text"), step("tfidf", Map.of("ngrams", List.of(1L, 2L), "min-df", 2L))),
        ColumnSpec.joined(
                List.of(column("amount", step("impute")), column("count")),
                List.of(step("normalize", Map.of("norm", "l1"))))
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void learners_agreeToTheLastBit_whenRowsAreShuffledSplitAndMerged(long seed) {
        Random random = new Random(seed);
        Object[][] rows = rows(random, 300);
        TensorSpec whole = learn(rows).finish();

        Collections.shuffle(Arrays.asList(rows), random);
        int cut = 1 + random.nextInt(rows.length - 1);
        TensorLearner left = learn(Arrays.copyOfRange(rows, 0, cut));
        left.merge(learn(Arrays.copyOfRange(rows, cut, rows.length)));

        assertThat(left.finish()).isEqualTo(whole);
        assertThat(left.rows()).isEqualTo(300);
    }

    /** One pass gives what scikit-learn's pipelines need several for. */
    @Test
    void chain_learnsEachStepFromTheOneBefore_whenSeveralLearn() {
        FeatureTable table = table(
                SCHEMA,
                row(1.0, 0.0),
                row(null, 0.0),
                row(3.0, 0.0),
                row(8.0, 0.0),
                row(Double.POSITIVE_INFINITY, 0.0));
        ColumnSpec learned = LearnedColumns.learn(table, 5, COLUMNS[0])[0];

        assertThat(learned.steps().get(0).parameters()).containsEntry("value", 4.0);
        Map<String, Object> scale = learned.steps().get(1).parameters();
        assertThat(scale).containsEntry("mean", 4.0);
        assertThat((Double) scale.get("scale")).isCloseTo(Math.sqrt((9 + 0 + 1 + 16) / 4.0), within(1e-15));
    }

    @Test
    void learner_keepsWhatIsDeclared_whenAStepLacksNothing() {
        ColumnSpec given = column("amount", step("standard-scale", Map.of("mean", 1.0, "scale", 2.0)));
        TensorLearner learner = LearnedColumns.learner(table(SCHEMA, row(1.0, 0.0)), given);
        assertThat(learner.learns()).isFalse();
        assertThat(learner.finish().columns()).containsExactly(given);
    }

    @Test
    void finish_namesEveryColumn_whenTheyTeachNothing() {
        FeatureTable table = table(SCHEMA, row(null, 7.0), row(null, 7.0));
        TensorLearner learner = LearnedColumns.learner(
                table,
                column("amount", step("max-abs")),
                column("count", step("bucketize")),
                column("text", step("tfidf", Map.of("min-df", 2L))));
        learner.add(table, 2);
        assertThatThrownBy(learner::finish)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        at least one number must be recorded: found none (2 missing, 0 infinite) (column 'amount' of tensor 'features', 2 rows)
                        the numbers of a column must differ to be put into bins: all are 7.0 (column 'count' of tensor 'features', 2 rows)
                        at least one term must be learned: none of 0 in 0 texts lies between min-df 2 and max-df 1.0 (column 'text' of tensor 'features', 2 rows)""");
    }

    @Test
    void finish_refuses_whenAStepCannotLearnFromWhatItGets() {
        FeatureTable table = table(SCHEMA, row(1.0, 7.0));
        TensorLearner learner = LearnedColumns.learner(table, column("amount", step("one-hot")));
        learner.add(table, 1);
        assertThatThrownBy(learner::finish)
                .hasMessageStartingWith("a step must read what it gets: 'one-hot' does not learn from numbers");
    }

    @Test
    void merge_refuses_whenTheOtherLearnsSomethingElse() {
        FeatureTable table = table(SCHEMA, row(1.0, 7.0));
        TensorLearner one = LearnedColumns.learner(table, column("amount", step("max-abs")));
        TensorLearner other = LearnedColumns.learner(table, column("amount", step("min-max")));
        assertThatThrownBy(() -> one.merge(other)).hasMessageContaining("their steps differ");
    }

    /** More distinct numbers than are kept: fewer digits, the same for every order and split. */
    @Test
    void numberCounts_cutDigitsAlike_whenThereAreMoreThanTheyKeep() {
        Random random = new Random(11);
        double[] values =
                random.doubles(20_000).map(value -> value * 1000 - 200).toArray();
        NumberCounts whole = counts(values, 0, values.length);
        NumberCounts left = counts(values, 0, 1_234);
        left.merge(counts(values, 1_234, values.length));

        assertThat(whole.cutBits()).isBetween(32, 44);
        assertThat(left.cutBits()).isEqualTo(whole.cutBits());
        assertThat(left.sorted().mean()).isEqualTo(whole.sorted().mean());
        assertThat(left.sorted().quantile(0.9)).isEqualTo(whole.sorted().quantile(0.9));
        double relative = Math.pow(2, whole.cutBits() - 52);
        assertThat(whole.sorted().mean())
                .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(800 * relative));
    }

    private static NumberCounts counts(double[] values, int from, int to) {
        NumberCounts counts = new NumberCounts(1 << 10);
        Arrays.stream(values, from, to).forEach(counts::add);
        return counts;
    }

    private static TensorLearner learn(Object[][] rows) {
        FeatureTable table = table(SCHEMA, rows);
        TensorLearner learner = LearnedColumns.learner(table, COLUMNS);
        learner.add(table, rows.length);
        return learner;
    }

    private static Object[] row(Object amount, Object count) {
        return new Object[] {amount, null, count, null};
    }

    private static Object[][] rows(Random random, int count) {
        Object[][] rows = new Object[count][];
        for (int i = 0; i < count; i++) {
            Object amount = random.nextInt(10) == 0 ? null : Math.exp(random.nextGaussian() * 3);
            Object city = random.nextInt(10) == 0 ? null : WORDS.get(random.nextInt(WORDS.size()));
            String text = WORDS.get(random.nextInt(WORDS.size())) + " <b>" + WORDS.get(random.nextInt(WORDS.size()));
            rows[i] = new Object[] {amount, city, (double) random.nextInt(30), text};
        }
        return rows;
    }
}
