package io.riffle.benchmark.micro;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.feature.fit.TensorLearner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A frame of numbers, categories and messages of about twelve words, and a tensor of one step that has learned from it. */
@State(Scope.Thread)
public class FeatureFixture {
    /** Rows of the frame. */
    public static final int ROWS = 256;

    private static final int WORDS = 2_000;
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("count", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("city", FeatureType.CATEGORY, FeatureSource.EVENT),
            new Feature("text", FeatureType.TEXT, FeatureSource.EVENT),
            new Feature("result", FeatureType.NUMBER, FeatureSource.DERIVED)));

    @Param({
        "standard-scale",
        "min-max",
        "max-abs",
        "robust-scale",
        "log1p",
        "binarize",
        "bucketize",
        "impute",
        "one-hot",
        "ordinal",
        "hash",
        "normalize",
        "feature-hash",
        "clean-text",
        "count-vector",
        "tfidf",
        "hash-vector"
    })
    private String step = "tfidf";

    private FeatureTable table = table();
    private TensorBuilder builder = TensorBuilder.create(
            new TensorSpec("x", TensorType.FLOAT32, List.of(new ColumnSpec("amount", List.of()))), SCHEMA);
    private ByteBuffer target = ByteBuffer.allocateDirect(0);

    static FeatureSchema schema() {
        return SCHEMA;
    }

    /** Learns the step from the frame, as {@code riffle features fit} does. */
    @Setup
    public void learn() {
        table = table();
        TensorSpec declared = new TensorSpec("x", TensorType.FLOAT32, List.of(column(step)));
        TensorLearner learner = new TensorLearner(declared, SCHEMA, Transforms.load());
        learner.add(table, ROWS);
        builder = TensorBuilder.create(learner.finish(), SCHEMA);
        target = ByteBuffer.allocateDirect(ROWS * builder.width() * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    int write() {
        target.clear();
        return builder.write(table, 0, ROWS, target);
    }

    private static ColumnSpec column(String step) {
        return switch (step) {
            case "one-hot", "ordinal" -> new ColumnSpec("city", List.of(step(step, Map.of())));
            case "hash" -> new ColumnSpec("city", List.of(step(step, Map.of("buckets", 64L))));
            case "count-vector", "tfidf" -> new ColumnSpec("text", List.of(step(step, Map.of("max-features", 1500L))));
            case "hash-vector" -> new ColumnSpec("text", List.of(step(step, Map.of("buckets", 1024L))));
            case "clean-text" ->
                new ColumnSpec("text", List.of(step(step, Map.of()), step("hash", Map.of("buckets", 64L))));
            case "normalize" -> joined(step(step, Map.of()));
            case "feature-hash" -> joined(step(step, Map.of("buckets", 64L)));
            default -> new ColumnSpec("amount", List.of(step(step, Map.of())));
        };
    }

    private static ColumnSpec joined(StepSpec step) {
        return ColumnSpec.joined(
                List.of(new ColumnSpec("amount", List.of()), new ColumnSpec("count", List.of())), List.of(step));
    }

    private static StepSpec step(String name, Map<String, Object> parameters) {
        return new StepSpec(name, parameters);
    }

    static FeatureTable table() {
        Random random = new Random(7);
        FeatureTable table = new FeatureTable(SCHEMA, ROWS);
        for (int row = 0; row < ROWS; row++) {
            table.number(0, row, Math.exp(random.nextGaussian()));
            table.number(1, row, random.nextInt(20));
            table.text(2, row, "city-" + random.nextInt(12));
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 12; word++) {
                text.append("word").append(random.nextInt(WORDS)).append(' ');
            }
            table.text(3, row, text.toString());
        }
        return table;
    }
}
