package io.riffle.feature.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Tensors;
import io.riffle.feature.Transforms;
import java.util.List;

/** Short ways to learn columns from some rows and to compare what they make of others. */
final class LearnedColumns {
    private static final Transforms TRANSFORMS = Transforms.load();

    private LearnedColumns() {}

    static TensorLearner learner(FeatureTable table, ColumnSpec... columns) {
        TensorSpec spec = new TensorSpec("features", TensorType.FLOAT64, List.of(columns));
        return new TensorLearner(spec, table.schema(), TRANSFORMS);
    }

    /** The columns with what they learn from the first rows of a table. */
    static ColumnSpec[] learn(FeatureTable table, int rows, ColumnSpec... columns) {
        TensorLearner learner = learner(table, columns);
        learner.add(table, rows);
        return learner.finish().columns().toArray(ColumnSpec[]::new);
    }

    /** Returns how many rows were compared. */
    static int compare(FeatureTable table, int rows, JsonNode expected, double tolerance, ColumnSpec... columns) {
        double[][] actual = Tensors.doubles(table, rows, columns);
        assertThat(expected).hasSize(rows);
        for (int row = 0; row < rows; row++) {
            same(actual[row], ReferenceData.numbers(expected.get(row)), tolerance, "row " + row);
        }
        return rows;
    }

    /** Compares with rows of [position, value] pairs; returns how many rows were compared. */
    static int compareSparse(FeatureTable table, int rows, JsonNode expected, double tolerance, ColumnSpec... columns) {
        double[][] actual = Tensors.doubles(table, rows, columns);
        assertThat(expected).hasSize(rows);
        for (int row = 0; row < rows; row++) {
            double[] wanted = new double[actual[row].length];
            expected.get(row)
                    .forEach(pair -> wanted[pair.get(0).asInt()] = pair.get(1).asDouble());
            same(actual[row], wanted, tolerance, "row " + row);
        }
        return rows;
    }

    private static void same(double[] actual, double[] wanted, double tolerance, String where) {
        assertThat(actual).as(where).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            if (Double.isNaN(wanted[i])) {
                assertThat(actual[i]).as("%s value %d", where, i).isNaN();
            } else {
                assertThat(actual[i])
                        .as("%s value %d", where, i)
                        .isCloseTo(wanted[i], within(tolerance * Math.max(1, Math.abs(wanted[i]))));
            }
        }
    }
}
