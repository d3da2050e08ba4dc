package io.riffle.scoring.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.scoring.output.InputBinding;
import io.riffle.scoring.output.OutputBinding;
import io.riffle.scoring.output.RowShape;
import io.riffle.settings.ShownText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares the inputs of a model with what its manifest says about them, and that with the features there are. */
final class InputContract {
    private static final long FREE = -1;
    private static final int MOST_FIXED_ROWS = 4096;

    private final Transforms transforms;
    private final FeatureSchema features;
    private final List<String> problems;
    private final Map<String, Long> batches = new LinkedHashMap<>();

    InputContract(Transforms transforms, FeatureSchema features, List<String> problems) {
        this.transforms = transforms;
        this.features = features;
        this.problems = problems;
    }

    List<InputBinding> check(Map<String, NodeInfo> inputs, List<TensorSpec> specs) {
        List<String> described = specs.stream().map(TensorSpec::name).toList();
        for (NodeInfo input : inputs.values()) {
            if (!described.contains(input.getName())) {
                problem(input.getName(), "must be described by the manifest, which describes " + described);
            }
        }
        List<InputBinding> bindings = new ArrayList<>();
        specs.forEach(spec -> binding(spec, inputs.get(spec.name()), inputs).ifPresent(bindings::add));
        if (batches.values().stream().distinct().count() > 1) {
            problems.add("all inputs must have the same number of rows, or all any number (N): has "
                    + OutputBinding.shown(
                            batches.values().stream().mapToLong(rows -> rows).toArray())
                    + " for " + batches.keySet());
        }
        return bindings;
    }

    /** How many rows each run takes, where the model fixes it, else 0; known after the check. */
    int fixedRows() {
        long rows = batches.values().stream().findFirst().orElse(FREE);
        return rows == FREE ? 0 : Math.toIntExact(rows);
    }

    private Optional<InputBinding> binding(TensorSpec spec, @Nullable NodeInfo input, Map<String, NodeInfo> inputs) {
        if (input == null) {
            problem(spec.name(), "must be an input of the model, whose inputs are " + inputs.keySet());
            return Optional.empty();
        }
        if (!(input.getInfo() instanceof TensorInfo tensor)) {
            problem(spec.name(), "must be a tensor: is " + input.getInfo());
            return Optional.empty();
        }
        checkType(spec, tensor);
        try {
            return shape(spec, tensor.getShape(), TensorBuilder.create(spec, features, transforms));
        } catch (IllegalArgumentException unbuildable) {
            String.valueOf(unbuildable.getMessage())
                    .lines()
                    .forEach(line -> problem(spec.name(), "must be built from the pipeline's features: " + line));
            return Optional.empty();
        }
    }

    private void checkType(TensorSpec spec, TensorInfo tensor) {
        Optional<TensorType> type = TensorTypes.of(tensor);
        if (type.isEmpty()) {
            problem(
                    spec.name(),
                    "must be of a type that can be fed (" + TensorType.labels() + "; cast it inside the model): is "
                            + TensorTypes.shown(tensor) + " in the model");
        } else if (type.get() != spec.type()) {
            problem(
                    spec.name(),
                    "must have the model's type " + TensorTypes.shown(tensor) + ": the manifest says "
                            + spec.type().label());
        }
    }

    private Optional<InputBinding> shape(TensorSpec spec, long[] shape, TensorBuilder builder) {
        if (shape.length == 0) {
            problem(spec.name(), "must have a dimension for the rows: the model declares a single value");
            return Optional.empty();
        }
        List<Long> model = Arrays.stream(shape).skip(1).boxed().toList();
        Optional<List<Long>> row = RowShape.of(model, rowShape(builder, model.size()), builder.width());
        if (row.isEmpty()) {
            problem(spec.name(), misfit(spec, shape, builder));
        }
        batch(spec, shape[0]);
        return row.map(dimensions -> new InputBinding(spec, builder.width(), dimensions));
    }

    /** An image of one channel is also one without that dimension, and any is also the flat list of its values. */
    private static List<Integer> rowShape(TensorBuilder builder, int dimensions) {
        List<Integer> shape = builder.shape();
        if (!builder.readsImage() || !builder.spec().shape().isEmpty() || dimensions == shape.size()) {
            return shape;
        }
        List<Integer> plain = shape.stream().filter(dimension -> dimension != 1).toList();
        return dimensions == 1 ? List.of(builder.width()) : plain;
    }

    private static String misfit(TensorSpec spec, long[] shape, TensorBuilder builder) {
        String declared = "the model declares " + OutputBinding.shown(shape);
        String found = "the manifest's columns give " + builder.width() + " (" + ends(builder.names()) + ")";
        if (builder.readsImage() && spec.shape().isEmpty()) {
            return "must take the image that the manifest's steps make, " + builder.shape() + " per row: " + declared;
        }
        if (!spec.shape().isEmpty()) {
            return "must have a shape that fits model and columns: the manifest says " + spec.shape() + " per row, "
                    + declared + ", " + found;
        }
        if (shape.length > 2) {
            return "must have the shape [rows, " + builder.width() + "], or a 'shape' per row in the manifest: "
                    + declared + ", " + found;
        }
        long width = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
        return "must be " + width + " values wide as the model declares: " + found;
    }

    private void batch(TensorSpec spec, long rows) {
        if (rows > MOST_FIXED_ROWS) {
            problem(spec.name(), "must have at most " + MOST_FIXED_ROWS + " fixed rows: the model declares " + rows);
            return;
        }
        batches.put(spec.name(), rows > 0 ? rows : FREE);
    }

    private static String ends(List<String> names) {
        return names.size() <= 4
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 2)) + ", ..., " + names.get(names.size() - 1);
    }

    private void problem(String input, String text) {
        problems.add("input '" + ShownText.cut(input) + "' " + ShownText.cut(text));
    }
}
