package io.riffle.feature;

import static io.riffle.feature.Tensors.buffer;
import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static io.riffle.feature.Tensors.table;
import static io.riffle.feature.Tensors.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TensorBuilderTest {
    private static final FeatureSchema SCHEMA = new FeatureSchema(
            List.of(number("amount"), category("category"), number("count"), category("city"), number("event_time")));
    private static final StepSpec ONE_HOT = step("one-hot", Map.of("categories", List.of("grocery", "fuel")));
    private static final StepSpec ORDINAL = step("ordinal", Map.of("categories", List.of("grocery", "fuel")));

    @Test
    void names_tellWhatEachValueIs_whenStepsSpreadOrRename() {
        TensorBuilder builder = builder(
                TensorType.FLOAT32,
                column("amount", step("log1p")),
                column("category", ONE_HOT),
                column("amount", step("missing-indicator")),
                column("count", step("bucketize", Map.of("edges", List.of(5), "one-hot", true))),
                column("city", step("hash", Map.of("buckets", 2))),
                column("event_time", step("time-of-day")));
        assertThat(builder.names())
                .containsExactly(
                        "amount",
                        "category=grocery",
                        "category=fuel",
                        "amount_missing",
                        "count_bin_0",
                        "count_bin_1",
                        "city_hash_0",
                        "city_hash_1",
                        "event_time_sin",
                        "event_time_cos");
        assertThat(builder.width()).isEqualTo(10);
        assertThat(builder.spec().name()).isEqualTo("features");
    }

    @Test
    void write_goesRowByRow_whenColumnsDifferInWidth() {
        TensorBuilder builder =
                builder(TensorType.FLOAT32, column("amount"), column("category", ONE_HOT), column("count"));
        ByteBuffer target = buffer(2 * 4 * Float.BYTES);
        FeatureTable table = table(SCHEMA, row(0.1, "fuel", 3), row(null, "coal", -4), row(7, null, 8));

        assertThat(builder.write(table, 0, 2, target)).isZero();

        assertThat(target.remaining()).isZero();
        assertThat(floats(target)).containsExactly(0.1f, 0, 1, 3, Float.NaN, 0, 0, -4);
    }

    /** Buffers are reused, so old values must not shine through where a step leaves its zeros. */
    @Test
    void write_overwritesOldValues_whenTheBufferIsReused() {
        TensorBuilder builder = builder(TensorType.FLOAT32, column("category", ONE_HOT), column("amount"));
        ByteBuffer target = buffer(3 * Float.BYTES);
        builder.write(table(SCHEMA, row(1, "grocery", 1)), 0, 1, target);
        target.clear();
        builder.write(table(SCHEMA, row(2, "fuel", 1)), 0, 1, target);
        assertThat(floats(target)).containsExactly(0, 1, 2);
    }

    @Test
    void write_startsAtThePosition_whenTheBufferHoldsMore() {
        TensorBuilder builder = builder(TensorType.FLOAT64, column("amount"));
        ByteBuffer target = buffer(3 * Double.BYTES).putDouble(42);
        builder.write(table(SCHEMA, row(1, "fuel", 1), row(2, "fuel", 1)), 1, 2, target);
        assertThat(target.position()).isEqualTo(2 * Double.BYTES);
        assertThat(target.getDouble(0)).isEqualTo(42);
        assertThat(target.getDouble(8)).isEqualTo(2);
        assertThat(target.getDouble(16)).isZero();
    }

    /** More than the block of zeros that a tensor is cleared with. */
    @Test
    void write_clearsEverything_whenTheTensorIsLarge() {
        TensorBuilder builder = builder(TensorType.FLOAT32, column("city", step("hash", Map.of("buckets", 3_000))));
        ByteBuffer target = buffer(builder.width() * Float.BYTES);
        while (target.hasRemaining()) {
            target.put((byte) 1);
        }
        target.clear();
        builder.write(new FeatureTable(SCHEMA, 1), 0, 1, target);
        assertThat(floats(target)).containsOnly(0);
    }

    /** As scikit-learn, which scales in double and casts once: rounding value and mean first would give 2000. */
    @Test
    void write_roundsOnce_whenTheTensorIsFloat() {
        StepSpec scale = step("standard-scale", Map.of("mean", 16_777_216.5, "scale", 0.001));
        TensorBuilder builder = builder(TensorType.FLOAT32, column("amount", scale));
        ByteBuffer target = buffer(Float.BYTES);
        builder.write(table(SCHEMA, row(16_777_217.25, "fuel", 1)), 0, 1, target);
        assertThat(target.getFloat(0)).isEqualTo(750f);
    }

    @Test
    void write_convertsExactly_whenTensorHoldsWholeNumbers() {
        FeatureTable table = table(SCHEMA, row(9_007_199_254_740_993L, "fuel", 200));
        ByteBuffer longs = buffer(2 * Long.BYTES);
        assertThat(builder(TensorType.INT64, column("amount"), column("category", ORDINAL))
                        .write(table, 0, 1, longs))
                .isZero();
        assertThat(longs.getLong(0)).isEqualTo(9_007_199_254_740_992L);
        assertThat(longs.getLong(8)).isEqualTo(1);
        ByteBuffer ints = buffer(Integer.BYTES);
        assertThat(builder(TensorType.INT32, column("count")).write(table, 0, 1, ints))
                .isZero();
        assertThat(ints.getInt(0)).isEqualTo(200);
        ByteBuffer bytes = buffer(3);
        assertThat(builder(TensorType.UINT8, column("count"), column("category", ONE_HOT))
                        .write(table, 0, 1, bytes))
                .isZero();
        assertThat(bytes.get(0)).isEqualTo((byte) 200);
        assertThat(bytes.get(2)).isEqualTo((byte) 1);
        ByteBuffer flags = buffer(2);
        assertThat(builder(TensorType.BOOL, column("category", ONE_HOT)).write(table, 0, 1, flags))
                .isZero();
        assertThat(new byte[] {flags.get(0), flags.get(1)}).containsExactly(0, 1);
    }

    static Stream<Arguments> unfitNumbers() {
        return Stream.of(
                Arguments.of(TensorType.INT64, null, "a whole number of 64 bits: was missing"),
                Arguments.of(TensorType.INT64, 0.5, "a whole number of 64 bits: was 0.5"),
                Arguments.of(TensorType.INT64, 0x1p63, "a whole number of 64 bits: was 9.223372036854776E18"),
                Arguments.of(TensorType.INT64, Double.POSITIVE_INFINITY, "a whole number of 64 bits: was Infinity"),
                Arguments.of(TensorType.INT32, 2_147_483_648L, "a whole number of 32 bits: was 2.147483648E9"),
                Arguments.of(TensorType.INT32, null, "a whole number of 32 bits: was missing"),
                Arguments.of(TensorType.UINT8, 256, "a whole number from 0 to 255: was 256.0"),
                Arguments.of(TensorType.UINT8, -1, "a whole number from 0 to 255: was -1.0"),
                Arguments.of(TensorType.BOOL, 2, "0 or 1: was 2.0"),
                Arguments.of(TensorType.BOOL, null, "0 or 1: was missing"));
    }

    @ParameterizedTest
    @MethodSource("unfitNumbers")
    void write_countsAndExplains_whenTheTypeCannotHoldANumber(TensorType type, Object value, String problem) {
        TensorBuilder builder = builder(type, column("count"), column("amount"));
        FeatureTable table = table(SCHEMA, row(1, "fuel", 1), row(value, "fuel", 0), row(0, "fuel", 0));
        ByteBuffer target = buffer(3 * 2 * type.bytes());

        assertThat(builder.write(table, 0, 3, target)).isEqualTo(1);

        assertThat(builder.problem(table, 0)).isEmpty();
        assertThat(builder.problem(table, 1))
                .contains("'amount' must be " + problem + " (tensor 'features' of type "
                        + type.name().toLowerCase(Locale.ROOT) + ")");
        assertThat(builder.problem(table, 2)).isEmpty();
        for (int i = 3 * type.bytes(); i < 4 * type.bytes(); i++) {
            assertThat(target.get(i)).as("byte %d", i).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TensorType.class,
            names = {"FLOAT32", "FLOAT64"})
    void write_hasNoProblem_whenTensorIsFloatingPoint(TensorType type) {
        TensorBuilder builder = builder(type, column("amount"), column("count"));
        FeatureTable table = table(SCHEMA, row(null, "fuel", Double.MAX_VALUE));
        assertThat(builder.write(table, 0, 1, buffer(2 * type.bytes()))).isZero();
        assertThat(builder.problem(table, 0)).isEmpty();
    }

    @Test
    void write_givesTexts_whenTensorIsString() {
        TensorBuilder builder = builder(
                TensorType.STRING, column("category"), column("city", step("impute", Map.of("value", "nowhere"))));
        FeatureTable table = new FeatureTable(SCHEMA, 3);
        table.text(1, 1, "fuel");
        table.text(3, 2, "Bonn");
        String[] target = new String[5];
        builder.write(table, 1, 3, target);
        assertThat(target).containsExactly("fuel", "nowhere", "", "Bonn", null);
        assertThat(builder.names()).containsExactly("category", "city");
        assertThat(builder.problem(table, 0)).isEmpty();
    }

    static Stream<Arguments> wrongColumns() {
        return Stream.of(
                wrong(column("amuont"), "a feature must be declared: 'amuont' is not, nearest is 'amount'"),
                wrong(column("category", step("log1p")), "a step must read what it gets: 'log1p' does not read text"),
                wrong(column("amount", ONE_HOT), "a step must read what it gets: 'one-hot' does not read a number"),
                wrong(
                        column("category", ORDINAL, ONE_HOT),
                        "a step must read what it gets: 'one-hot' does not read a number"),
                wrong(
                        column("amount", step("impute", Map.of("value", "x"))),
                        "a step must read what it gets: 'impute' does not read a number"),
                wrong(
                        column("category", ONE_HOT, step("log1p")),
                        "a step that gives several values must be the last: 'one-hot' is followed by 'log1p'"),
                wrong(
                        column("category"),
                        "a tensor of numbers must get a number: the column is still text (one-hot, ordinal or hash help)"),
                wrong(
                        column("amount", step("log2p")),
                        "a transform must be known: 'log2p' is not, nearest is 'log1p'"));
    }

    @ParameterizedTest
    @MethodSource("wrongColumns")
    void create_namesColumnAndTensor_whenAColumnIsWrong(ColumnSpec column, String problem) {
        assertThatThrownBy(() -> builder(TensorType.FLOAT32, column))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem + " (column '" + column.feature() + "' of tensor 'features')");
    }

    @Test
    void create_reportsEveryColumn_whenSeveralAreWrong() {
        assertThatThrownBy(() -> builder(TensorType.FLOAT32, column("amuont"), column("count"), column("category")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(column 'amuont' of tensor 'features')\na tensor of numbers");
    }

    @Test
    void create_refuses_whenAStringTensorGetsANumber() {
        for (ColumnSpec column : List.of(column("amount"), column("category", ORDINAL), column("category", ONE_HOT))) {
            assertThatThrownBy(() -> builder(TensorType.STRING, column))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a tensor of type string must get a text: the column is a number");
        }
    }

    @Test
    void write_refuses_whenTheTargetDoesNotSuitTheType() {
        FeatureTable table = table(SCHEMA, row(1, "fuel", 1));
        assertThatThrownBy(() -> builder(TensorType.STRING, column("city")).write(table, 0, 1, buffer(8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder(TensorType.FLOAT32, column("count")).write(table, 0, 1, new String[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void write_refuses_whenTheBufferIsForeignOrSmall() {
        TensorBuilder builder = builder(TensorType.FLOAT32, column("amount"));
        FeatureTable table = table(SCHEMA, row(1, "fuel", 1), row(1, "fuel", 1));
        ByteOrder other =
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        assertThatThrownBy(() -> builder.write(table, 0, 1, buffer(4).order(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the buffer must be in native byte order: was " + other);
        assertThatThrownBy(() -> builder.write(table, 0, 2, buffer(4))).isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void write_refuses_whenTheTableHasOtherFeatures() {
        FeatureSchema other = new FeatureSchema(List.of(number("count"), number("amount")));
        TensorBuilder builder = builder(TensorType.FLOAT32, column("amount"));
        assertThatThrownBy(() -> builder.write(new FeatureTable(other, 1), 0, 1, buffer(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("had [count, amount]");
        FeatureTable equal = new FeatureTable(new FeatureSchema(SCHEMA.features()), 1);
        assertThat(builder.write(equal, 0, 1, buffer(4))).isZero();
    }

    /** A transform of someone else's that counts wrongly must not write into the next column. */
    @Test
    void write_refuses_whenATransformPutsBesideItsSlots() {
        Transforms transforms = new Transforms(List.of(new PutsBeside()));
        TensorBuilder builder = TensorBuilder.create(
                tensor(TensorType.FLOAT32, column("amount", step("puts-beside")), column("count")), SCHEMA, transforms);
        assertThatThrownBy(() -> builder.write(table(SCHEMA, row(1, "fuel", 1)), 0, 1, buffer(12)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static final class PutsBeside implements TransformFactory, Transform.NumberToValues {
        @Override
        public String name() {
            return "puts-beside";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return this;
        }

        @Override
        public List<String> names(String input) {
            return List.of("a", "b");
        }

        @Override
        public void apply(double value, Slots slots) {
            slots.put(2, value);
        }
    }

    private static Arguments wrong(ColumnSpec column, String problem) {
        return Arguments.of(column, problem);
    }

    private static TensorBuilder builder(TensorType type, ColumnSpec... columns) {
        return TensorBuilder.create(tensor(type, columns), SCHEMA);
    }

    private static Object[] row(Object amount, String category, Object count) {
        return new Object[] {amount, category, count, "Bonn", 0};
    }

    private static float[] floats(ByteBuffer target) {
        target.flip();
        float[] values = new float[target.remaining() / Float.BYTES];
        target.asFloatBuffer().get(values);
        return values;
    }
}
