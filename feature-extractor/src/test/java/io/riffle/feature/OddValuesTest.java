package io.riffle.feature;

import static io.riffle.feature.Tensors.buffer;
import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static io.riffle.feature.Tensors.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each kind of odd value: what the model gets instead, and that it is counted under its feature. */
class OddValuesTest {
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(number("amount"), category("city")));

    @Test
    void oddValues_areCountedByFeatureAndKind_andThenForgotten() {
        TensorBuilder builder = TensorBuilder.create(
                Tensors.tensor(
                        TensorType.FLOAT32,
                        column("amount", step("log1p")),
                        column("amount"),
                        column("city", step("one-hot", Map.of("categories", List.of("Bonn")))),
                        column("city", step("ordinal", Map.of("categories", List.of("Bonn")))),
                        column("amount", step("ordinal", Map.of("categories", List.of(1.0))))),
                SCHEMA);
        FeatureTable table = table(
                SCHEMA,
                new Object[] {1.0, "Bonn"},
                new Object[] {-2.0, "Rome"},
                new Object[] {null, null},
                new Object[] {1e300, "Bonn"},
                new Object[] {Double.POSITIVE_INFINITY, "Oslo"});

        builder.write(table, 0, 5, buffer(5 * builder.width() * Float.BYTES));

        assertThat(taken(builder))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "amount missing", 3,
                        "amount nan", 3 + 1,
                        "amount infinite", 2,
                        "amount overflow", 1,
                        "amount unknown", 3,
                        "city missing", 2,
                        "city nan", 1,
                        "city unknown", 4));
        assertThat(taken(builder)).isEmpty();
    }

    @Test
    void oddValues_areOverflow_whenAWholeNumberTensorRefusesThem() {
        TensorBuilder builder = TensorBuilder.create(Tensors.tensor(TensorType.UINT8, column("amount")), SCHEMA);
        assertThat(builder.write(table(SCHEMA, new Object[] {256.0, null}), 0, 1, buffer(1)))
                .isEqualTo(1);
        assertThat(taken(builder)).containsExactly(Map.entry("amount overflow", 1));
    }

    private static Map<String, Integer> taken(TensorBuilder builder) {
        Map<String, Integer> counts = new TreeMap<>();
        builder.takeOdd((feature, kind, values) -> counts.merge(feature + " " + kind.label(), values, Integer::sum));
        return counts;
    }
}
