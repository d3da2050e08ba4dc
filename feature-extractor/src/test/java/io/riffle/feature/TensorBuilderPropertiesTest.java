package io.riffle.feature;

import static io.riffle.feature.Tensors.buffer;
import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static io.riffle.feature.Tensors.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for any rows: each row's values depend on that row alone. Rows are random, the seed is fixed. */
class TensorBuilderPropertiesTest {
    private static final int ROWS = 500;
    private static final List<String> CATEGORIES = List.of("grocery", "fuel", "travel", "Ärger", "");
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(number("a"), category("b"), number("c"), category("d")));

    @ParameterizedTest
    @EnumSource(
            value = TensorType.class,
            names = {"STRING"},
            mode = EnumSource.Mode.EXCLUDE)
    void write_givesTheSame_whenRowsAreWrittenAtOnceOrOneByOne(TensorType type) {
        TensorBuilder builder = builder(type);
        FeatureTable table = randomTable(new Random(7), ROWS);
        ByteBuffer atOnce = buffer(ROWS * builder.width() * type.bytes());
        ByteBuffer oneByOne = buffer(atOnce.capacity());

        int refused = builder.write(table, 0, ROWS, atOnce);
        int refusedOneByOne = 0;
        for (int row = 0; row < ROWS; row++) {
            int inRow = builder.write(table, row, row + 1, oneByOne);
            assertThat(builder.problem(table, row).isPresent())
                    .as("row %d", row)
                    .isEqualTo(inRow > 0);
            refusedOneByOne += inRow;
        }

        assertThat(oneByOne.flip()).isEqualTo(atOnce.flip());
        assertThat(refusedOneByOne).isEqualTo(refused);
    }

    @ParameterizedTest
    @EnumSource(
            value = TensorType.class,
            names = {"FLOAT32", "INT64"})
    void write_movesRowsWithTheirValues_whenRowsAreShuffled(TensorType type) {
        TensorBuilder builder = builder(type);
        Random random = new Random(11);
        FeatureTable table = randomTable(random, ROWS);
        List<Integer> order = IntStream.range(0, ROWS).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(order, random);
        FeatureTable shuffled = new FeatureTable(SCHEMA, 1);
        shuffled.clear(ROWS);
        for (int row = 0; row < ROWS; row++) {
            copy(table, order.get(row), shuffled, row);
        }

        byte[][] rows = rows(builder, table);
        byte[][] shuffledRows = rows(builder, shuffled);

        for (int row = 0; row < ROWS; row++) {
            assertThat(shuffledRows[row]).as("row %d", row).isEqualTo(rows[order.get(row)]);
        }
        assertThat(Arrays.stream(rows).map(Arrays::toString).distinct().count()).isGreaterThan(100);
    }

    /** A builder that has seen small frames must not trip over a larger one, nor keep anything of it afterwards. */
    @ParameterizedTest
    @EnumSource(
            value = TensorType.class,
            names = {"FLOAT32", "FLOAT64"})
    void write_givesTheSame_whenFramesGrowAndShrink(TensorType type) {
        TensorBuilder used = builder(type);
        FeatureTable table = new FeatureTable(SCHEMA, 1);
        Random random = new Random(13);
        for (int rows : new int[] {1, 3, 2, 400, 0, 5, 1}) {
            table.clear(rows);
            fill(table, random, rows);
            ByteBuffer again = buffer(rows * used.width() * type.bytes());
            ByteBuffer fresh = buffer(again.capacity());
            used.write(table, 0, rows, again);
            builder(type).write(table, 0, rows, fresh);
            assertThat(again.flip()).as("%d rows", rows).isEqualTo(fresh.flip());
        }
    }

    private static TensorBuilder builder(TensorType type) {
        Map<String, Object> categories = Map.of("categories", CATEGORIES.subList(0, 3));
        return TensorBuilder.create(
                tensor(
                        type,
                        column("a"),
                        column("b", step("one-hot", categories)),
                        column(
                                "c",
                                step("impute", Map.of("value", 1)),
                                step("bucketize", Map.of("edges", List.of(0, 50)))),
                        column("d", step("ordinal", categories)),
                        column("a", step("bucketize", Map.of("edges", List.of(2, 4, 8), "one-hot", true))),
                        column("d", step("hash", Map.of("buckets", 5))),
                        column("d", step("missing-indicator"), step("log1p"))),
                SCHEMA);
    }

    private static FeatureTable randomTable(Random random, int rows) {
        FeatureTable table = new FeatureTable(SCHEMA, rows);
        fill(table, random, rows);
        return table;
    }

    private static void fill(FeatureTable table, Random random, int rows) {
        for (int row = 0; row < rows; row++) {
            table.number(0, row, random.nextInt(8) == 0 ? Double.NaN : random.nextInt(10));
            table.text(1, row, text(random));
            table.number(2, row, random.nextInt(8) == 0 ? Double.NaN : random.nextGaussian() * 100);
            table.text(3, row, text(random));
        }
    }

    private static String text(Random random) {
        return random.nextInt(8) == 0 ? null : CATEGORIES.get(random.nextInt(CATEGORIES.size()));
    }

    private static void copy(FeatureTable from, int row, FeatureTable to, int target) {
        to.number(0, target, from.number(0, row));
        to.text(1, target, from.text(1, row));
        to.number(2, target, from.number(2, row));
        to.text(3, target, from.text(3, row));
    }

    private static byte[][] rows(TensorBuilder builder, FeatureTable table) {
        int rowBytes = builder.width() * builder.spec().type().bytes();
        ByteBuffer target = buffer(ROWS * rowBytes);
        builder.write(table, 0, ROWS, target);
        target.flip();
        byte[][] rows = new byte[ROWS][rowBytes];
        for (byte[] row : rows) {
            target.get(row);
        }
        return rows;
    }
}
