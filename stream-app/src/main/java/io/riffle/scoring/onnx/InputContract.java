package io.riffle.scoring.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.registry.ModelText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares the inputs of a model with what its manifest says about them, and that with the features there are. */
final class InputContract {
    private final Transforms transforms;
    private final FeatureSchema features;
    private final List<String> problems;
    private boolean free;
    private boolean one;

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
        if (free && one) {
            problems.add("all inputs must have a free batch, or all a batch of 1: has both");
        }
        return bindings;
    }

    /** Whether the model takes one row per run; known after the check. */
    boolean oneRowAtATime() {
        return one;
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
        Optional<TensorType> type = TensorTypes.of(tensor.type);
        if (!type.equals(Optional.of(spec.type()))) {
            String declared = type.map(InputContract::shown).orElse(tensor.type + ", which is not supported");
            problem(
                    spec.name(),
                    "must have the model's type " + declared + ": the manifest says " + shown(spec.type()));
        }
    }

    private static String shown(TensorType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private Optional<InputBinding> shape(TensorSpec spec, long[] shape, TensorBuilder builder) {
        int width = builder.width();
        if (shape.length != 2 && !(shape.length == 1 && width == 1)) {
            problem(
                    spec.name(),
                    "must have the shape [rows, " + width + "]" + (width == 1 ? " or [rows]" : "")
                            + ": the model declares " + OutputBinding.shown(shape));
            return Optional.empty();
        }
        if (shape.length == 2 && shape[1] > 0 && shape[1] != width) {
            problem(
                    spec.name(),
                    "must be " + shape[1] + " values wide as the model declares: the manifest's columns give " + width
                            + " (" + ends(builder.names()) + ")");
        }
        batch(spec, shape[0]);
        return Optional.of(new InputBinding(spec, width, shape.length));
    }

    private void batch(TensorSpec spec, long rows) {
        if (rows > 1) {
            problem(spec.name(), "must have a free batch or a batch of 1: the model declares " + rows + " rows");
        }
        one |= rows == 1;
        free |= rows != 1;
    }

    private static String ends(List<String> names) {
        return names.size() <= 4
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 2)) + ", ..., " + names.get(names.size() - 1);
    }

    private void problem(String input, String text) {
        problems.add("input '" + new ModelText(input) + "' " + new ModelText(text));
    }
}
