package io.riffle.feature;

import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static io.riffle.feature.Tensors.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MissingPolicyTest {
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(number("amount"), number("age"), category("shop")));
    private static final FeatureTable ROWS =
            table(SCHEMA, new Object[] {2, 3, "web"}, new Object[] {null, null, null}, new Object[] {5, null, "store"});

    @ParameterizedTest
    @EnumSource(
            value = TensorType.class,
            names = {"FLOAT16", "FLOAT32", "FLOAT64"})
    void missing_staysNaN_whereItIsAllowed(TensorType type) {
        assertThat(values(new TensorSpec("t", type, amountAndAge())))
                .containsExactly(2, 3, Double.NaN, Double.NaN, 5, Double.NaN);
    }

    @ParameterizedTest
    @EnumSource(value = TensorType.class, mode = EnumSource.Mode.EXCLUDE, names = "STRING")
    void missing_isReplaced_whereANumberIsDeclared(TensorType type) {
        TensorSpec spec = spec(type, new MissingPolicy.ReplaceNumber(1), column("amount"), binned());
        double five = type == TensorType.BOOL ? 0 : 5;
        double two = type == TensorType.BOOL ? 0 : 2;
        assertThat(values(spec)).containsExactly(two, 1, 1, 1, five, 1);
    }

    /** The numbers of the other rows stand where they belong, and the first missing one is named. */
    @ParameterizedTest
    @EnumSource(value = TensorType.class, mode = EnumSource.Mode.EXCLUDE, names = "STRING")
    void row_isRefused_whereAMissingNumberIs(TensorType type) {
        FeatureTable table = table(SCHEMA, new Object[] {1, 0, ""}, new Object[] {1, null, ""});
        TensorBuilder builder =
                TensorBuilder.create(spec(type, new MissingPolicy.Reject(), column("amount"), column("age")), SCHEMA);
        ByteBuffer target = Tensors.buffer(4 * type.bytes());
        assertThat(builder.write(table, 0, 2, target)).isEqualTo(1);
        assertThat(builder.problem(table, 0)).isEmpty();
        assertThat(builder.problem(table, 1))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("'age' must be ")
                        .endsWith(": was missing (tensor 't' of type " + type.label() + ")"));
        assertThat(value(target, type, 0)).isEqualTo(1);
        assertThat(value(target, type, 2)).isEqualTo(1);
    }

    @Test
    void row_isRefused_whereAMissingTextIs() {
        TensorBuilder builder =
                TensorBuilder.create(spec(TensorType.STRING, new MissingPolicy.Reject(), column("shop")), SCHEMA);
        assertThat(builder.write(ROWS, 0, 3, new String[3])).isEqualTo(1);
        assertThat(builder.problem(ROWS, 0)).isEmpty();
        assertThat(builder.problem(ROWS, 1)).contains("'shop' must be a text: was missing (tensor 't' of type string)");
    }

    @Test
    void text_isReplaced_whereOneIsDeclared() {
        TensorBuilder builder = TensorBuilder.create(
                spec(TensorType.STRING, new MissingPolicy.ReplaceText("none"), column("shop")), SCHEMA);
        String[] target = new String[3];
        assertThat(builder.write(ROWS, 0, 3, target)).isZero();
        assertThat(target).containsExactly("web", "none", "store");
    }

    @Test
    void policy_mustFitTheType() {
        assertThatThrownBy(() -> spec(TensorType.INT64, new MissingPolicy.Allow(), column("age")))
                .hasMessage("'missing' of tensor 't' must be reject or a whole number of 64 bits");
        assertThatThrownBy(() -> spec(TensorType.UINT8, new MissingPolicy.ReplaceNumber(256), column("age")))
                .hasMessage("'missing' of tensor 't' must be reject or a whole number from 0 to 255");
        assertThatThrownBy(() -> spec(TensorType.FLOAT32, new MissingPolicy.ReplaceText("0"), column("age")))
                .hasMessage("'missing' of tensor 't' must be allow, reject or a finite number");
        assertThatThrownBy(() -> spec(TensorType.STRING, new MissingPolicy.ReplaceNumber(0), column("shop")))
                .hasMessage("'missing' of tensor 't' must be allow, reject or a text");
    }

    private static ColumnSpec binned() {
        return column("age", step("bucketize", Map.of("edges", List.of(2.0))));
    }

    private static List<ColumnSpec> amountAndAge() {
        return List.of(column("amount"), column("age"));
    }

    private static TensorSpec spec(TensorType type, MissingPolicy missing, ColumnSpec... columns) {
        return new TensorSpec("t", type, List.of(columns), List.of(), missing);
    }

    private static double[] values(TensorSpec spec) {
        TensorBuilder builder = TensorBuilder.create(spec, SCHEMA);
        ByteBuffer target = Tensors.buffer(3 * builder.width() * spec.type().bytes());
        builder.write(ROWS, 0, 3, target);
        double[] values = new double[3 * builder.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(target, spec.type(), i);
        }
        return values;
    }

    private static double value(ByteBuffer target, TensorType type, int index) {
        int at = index * type.bytes();
        return switch (type) {
            case FLOAT16 -> HalfFloat.value(target.getShort(at));
            case FLOAT32 -> target.getFloat(at);
            case FLOAT64 -> target.getDouble(at);
            case INT64 -> target.getLong(at);
            case INT32 -> target.getInt(at);
            case UINT8, BOOL, STRING -> target.get(at);
        };
    }
}
