package io.riffle.feature;

import io.riffle.feature.ColumnPlan.TextValue;
import io.riffle.image.ImageShape;
import io.riffle.image.Placement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a table as one input tensor of shape [rows, width], row by row, into a direct buffer in native
 * byte order. Not thread-safe, because it keeps its place while it writes: each task makes its own.
 */
public final class TensorBuilder {
    private final TensorSpec spec;
    private final FeatureSchema schema;
    private final List<String> names = new ArrayList<>();
    private final List<ColumnPlan> plans = new ArrayList<>();
    private final List<String> planFeatures = new ArrayList<>();
    private final List<TextValue> texts = new ArrayList<>();
    private final TensorCells cells;
    private final String missingText;
    private @Nullable ImagePlan image;

    private TensorBuilder(TensorSpec spec, FeatureSchema schema, Transforms transforms) {
        this.spec = spec;
        this.schema = schema;
        List<String> problems = new ArrayList<>();
        for (ColumnSpec column : spec.columns()) {
            try {
                add(column, transforms);
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage() + " (column '" + column.feature() + "' of tensor '" + spec.name() + "')");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        cells = new TensorCells(spec.type(), names.size(), spec.missing());
        missingText = spec.missing() instanceof MissingPolicy.ReplaceText replace ? replace.text() : "";
    }

    /** A builder with all transforms of the class path. */
    public static TensorBuilder create(TensorSpec spec, FeatureSchema schema) {
        return create(spec, schema, Transforms.load());
    }

    /**
     * A builder with chosen transforms.
     *
     * @throws IllegalArgumentException if a column names an unknown feature, transform or parameter, or its steps do
     *     not fit each other or the tensor's type; one line per wrong column
     */
    public static TensorBuilder create(TensorSpec spec, FeatureSchema schema, Transforms transforms) {
        return new TensorBuilder(spec, schema, transforms);
    }

    public TensorSpec spec() {
        return spec;
    }

    /** Values per row. */
    public int width() {
        return names.size();
    }

    /** Whether the tensor is made of an image: what it refuses is then that image. */
    public boolean readsImage() {
        return image != null;
    }

    /** The size of that image, as the model gets it. */
    public Optional<ImageShape> imageShape() {
        return Optional.ofNullable(image).map(ImagePlan::imageShape);
    }

    /** The dimensions of a row: declared, or those of the image; empty if neither says them. */
    public List<Integer> shape() {
        return spec.shape().isEmpty() && image != null ? image.shape() : spec.shape();
    }

    /** Where the image in a row of the table was cut from, or empty if there is none or the row was refused. */
    public Optional<Placement> placement(int row) {
        return image == null ? Optional.empty() : Optional.ofNullable(image.placement(row));
    }

    /** Names of the values of a row, for example {@code amount}, {@code category=grocery}; {@link #width()} of them. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * Writes rows {@code from} (inclusive) to {@code to} (exclusive) at the buffer's position, and advances it.
     *
     * @return how many values the type cannot hold or the tensor refuses, such as a missing number in an INT64 tensor;
     *     not 0 means that {@link #problem} has something to say about at least one of the rows
     * @throws java.nio.BufferOverflowException if the buffer is too small
     */
    public int write(FeatureTable table, int from, int to, ByteBuffer target) {
        requireFit(table, false);
        if (target.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("the buffer must be in native byte order: was " + target.order());
        }
        cells.open(target, to - from);
        for (int i = 0; i < plans.size(); i++) {
            cells.odd().begin(i);
            plans.get(i).write(table, from, to, cells);
        }
        return cells.refused();
    }

    /**
     * Hands over how many odd values each feature had since the last call. A row that is written again, alone because its
     * batch failed or for {@link #problem}, is counted again.
     */
    public void takeOdd(OddSink sink) {
        cells.odd().take(planFeatures, sink);
    }

    /** Gets the counts of odd values that are not 0. */
    @FunctionalInterface
    public interface OddSink {
        void odd(String feature, OddValue kind, int values);
    }

    /** The same for a tensor of type STRING, from the array's start on. */
    public int write(FeatureTable table, int from, int to, String[] target) {
        requireFit(table, true);
        int refused = 0;
        for (int row = from; row < to; row++) {
            for (int i = 0; i < texts.size(); i++) {
                String value = texts.get(i).of(table, row);
                refused += value == null && refusesMissing() ? 1 : 0;
                target[(row - from) * texts.size() + i] = value == null ? missingText : value;
            }
        }
        return refused;
    }

    /** Why a row cannot be written to a tensor of this type, or empty if it can. For rows of a write that said so. */
    public Optional<String> problem(FeatureTable table, int row) {
        return spec.type() == TensorType.STRING ? textProblem(table, row) : numberProblem(table, row);
    }

    private Optional<String> textProblem(FeatureTable table, int row) {
        for (int i = 0; refusesMissing() && i < texts.size(); i++) {
            if (texts.get(i).of(table, row) == null) {
                return Optional.of(problem(i, "missing"));
            }
        }
        return Optional.empty();
    }

    private Optional<String> numberProblem(FeatureTable table, int row) {
        ByteBuffer scratch = ByteBuffer.allocate(width() * spec.type().bytes()).order(ByteOrder.nativeOrder());
        if (write(table, row, row + 1, scratch) == 0) {
            return Optional.empty();
        }
        if (!cells.firstRefusedText().isEmpty()) {
            return Optional.of("'" + names.get(cells.firstRefused()) + "' " + cells.firstRefusedText());
        }
        double number = cells.firstRefusedNumber();
        return Optional.of(problem(cells.firstRefused(), Double.isNaN(number) ? "missing" : Double.toString(number)));
    }

    private String problem(int value, String found) {
        return "'" + names.get(value) + "' must be " + spec.type().rule() + ": was " + found + " (tensor '"
                + spec.name() + "' of type " + spec.type().label() + ")";
    }

    private boolean refusesMissing() {
        return spec.missing() instanceof MissingPolicy.Reject;
    }

    private void add(ColumnSpec spec, Transforms transforms) {
        if (isImage(spec)) {
            addImage(spec);
            return;
        }
        if (spec.parts().isEmpty()) {
            add(spec.feature(), new ColumnCompiler(spec, schema, transforms));
            return;
        }
        if (this.spec.type() == TensorType.STRING) {
            throw new IllegalArgumentException("a tensor of type string must get a text: joined features are numbers");
        }
        JoinCompiler joined = new JoinCompiler(spec, schema, transforms);
        plans.add(joined.plan(names.size()));
        planFeatures.add(spec.feature());
        names.addAll(joined.names());
    }

    private boolean isImage(ColumnSpec spec) {
        int column = schema.column(spec.feature());
        return column >= 0 && schema.feature(column).type() == FeatureType.IMAGE;
    }

    private void addImage(ColumnSpec column) {
        if (spec.columns().size() > 1 || spec.type() == TensorType.STRING || spec.type() == TensorType.BOOL) {
            throw new IllegalArgumentException("an image must be the only column of a tensor of numbers");
        }
        ImagePlan plan = new ImagePlan(schema.column(column.feature()), new ImageSteps(column.steps()));
        image = plan;
        plans.add(plan);
        planFeatures.add(column.feature());
        names.addAll(Collections.nCopies(plan.width(), column.feature()));
    }

    private void add(String feature, ColumnCompiler column) {
        if (spec.type() == TensorType.STRING) {
            texts.add(column.textValue());
        } else {
            plans.add(column.plan(names.size()));
            planFeatures.add(feature);
        }
        names.addAll(column.names());
    }

    private void requireFit(FeatureTable table, boolean text) {
        if (text != (spec.type() == TensorType.STRING)) {
            throw new IllegalArgumentException("the target must suit type " + spec.type() + " of tensor '" + spec.name()
                    + "': was " + (text ? "an array of strings" : "a buffer of numbers"));
        }
        if (table.schema() != schema && !table.schema().features().equals(schema.features())) {
            throw new IllegalArgumentException("a table must have the features that the tensor was made for: had "
                    + table.schema().features().stream().map(Feature::name).toList());
        }
    }
}
