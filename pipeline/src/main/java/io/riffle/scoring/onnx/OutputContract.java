package io.riffle.scoring.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import io.riffle.feature.TensorType;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.OutputSpec;
import io.riffle.scoring.output.OutputBinding;
import io.riffle.settings.ShownText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the outputs of a model with what its manifest says about them. */
final class OutputContract {
    private final ModelManifest manifest;
    private final OutputSpec spec;
    private final List<String> problems;

    OutputContract(ModelManifest manifest, List<String> problems) {
        this.manifest = manifest;
        this.spec = manifest.output();
        this.problems = problems;
    }

    List<OutputBinding> check(Map<String, NodeInfo> outputs) {
        List<OutputBinding> bindings = new ArrayList<>();
        for (String name : needed()) {
            binding(name, outputs.get(name), outputs.keySet()).ifPresent(bindings::add);
        }
        bindings.forEach(this::checkUse);
        return bindings;
    }

    /**
     * The outputs that the manifest does not need and that can be answered row by row all the same. What cannot is left
     * out, for nobody has declared it.
     *
     * @param fixedRows how many rows each run takes; 0 if it takes any number
     */
    List<OutputBinding> others(Map<String, NodeInfo> outputs, int fixedRows) {
        Set<String> needed = needed();
        List<OutputBinding> others = new ArrayList<>();
        outputs.forEach((name, output) -> {
            if (!needed.contains(name)) {
                List<String> unfit = new ArrayList<>();
                new OutputContract(manifest, unfit)
                        .binding(name, output, outputs.keySet())
                        .filter(binding -> unfit.isEmpty() && hasRows(binding, fixedRows))
                        .ifPresent(others::add);
            }
        });
        return others;
    }

    private static boolean hasRows(OutputBinding binding, int fixedRows) {
        if (binding.isMaps()) {
            return true;
        }
        return !binding.shape().isEmpty()
                && (binding.shape().get(0) < 0 || binding.shape().get(0) == fixedRows);
    }

    private Set<String> needed() {
        Set<String> needed = new LinkedHashSet<>();
        needed.add(spec.scoreTensor());
        spec.labelTensor().ifPresent(needed::add);
        needed.addAll(spec.publish());
        return needed;
    }

    private Optional<OutputBinding> binding(String name, @Nullable NodeInfo output, Set<String> known) {
        if (output == null) {
            problem(name, "must be an output of the model, whose outputs are " + known);
            return Optional.empty();
        }
        if (output.getInfo() instanceof TensorInfo tensor) {
            return tensor(name, tensor);
        }
        if (output.getInfo() instanceof SequenceInfo sequence && sequence.sequenceOfMaps) {
            return maps(name, sequence);
        }
        problem(name, "must be a tensor or a sequence of maps: is " + output.getInfo());
        return Optional.empty();
    }

    private Optional<OutputBinding> tensor(String name, TensorInfo tensor) {
        Optional<TensorType> type = TensorTypes.of(tensor);
        if (type.isEmpty()) {
            problem(
                    name,
                    "must be of a type that can be read (" + TensorType.labels() + "; cast it inside the model): is "
                            + TensorTypes.shown(tensor) + " in the model");
            return Optional.empty();
        }
        List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
        return Optional.of(new OutputBinding(name, type.get(), shape, List.of()));
    }

    private Optional<OutputBinding> maps(String name, SequenceInfo sequence) {
        if (spec.labels().isEmpty()) {
            problem(name, "is a sequence of maps: the manifest must list output.labels in the order to read them");
            return Optional.empty();
        }
        Optional<TensorType> type = TensorTypes.ofMapValue(sequence.mapInfo.valueType);
        if (type.isEmpty() || type.get() == TensorType.STRING) {
            problem(name, "must be maps to numbers: is " + sequence.mapInfo);
            return Optional.empty();
        }
        return Optional.of(new OutputBinding(name, type.get(), List.of(), keys(name, sequence)));
    }

    private List<Object> keys(String name, SequenceInfo sequence) {
        if (sequence.mapInfo.keyType == OnnxJavaType.STRING) {
            return List.copyOf(spec.labels());
        }
        List<Object> keys = new ArrayList<>();
        for (String label : spec.labels()) {
            try {
                keys.add(Long.parseLong(label));
            } catch (NumberFormatException notWhole) {
                problem(name, "has whole numbers as keys: the label '" + label + "' is none");
                keys.add(label);
            }
        }
        return keys;
    }

    private void checkUse(OutputBinding output) {
        if (output.name().equals(spec.scoreTensor())) {
            checkScore(output);
        }
        if (spec.labelTensor().equals(Optional.of(output.name())) && output.width() > 1) {
            problem(output.name(), "must have one label per row: has " + output.width());
        }
    }

    private void checkScore(OutputBinding output) {
        int width = output.width();
        if (output.type() == TensorType.STRING) {
            problem(output.name(), "must be numbers to be the score: is strings");
        }
        if (width >= 0 && spec.scoreColumn() >= width) {
            problem(output.name(), "must have the column " + spec.scoreColumn() + ": has " + width + " columns");
        }
        spec.detection()
                .map(spec -> spec.layout().values())
                .filter(values -> width > 0 && width % values != 0)
                .ifPresent(values -> problem(
                        output.name(),
                        "must be boxes of " + values + " values each: has " + width + " values per row"));
        int labels = spec.labels().size();
        if (spec.top() > 0 && width == 1) {
            problem(output.name(), "must have a column per label for output.top: has one");
        }
        // A single column is the probability of the second of two classes.
        int expected = width == 1 ? 2 : width;
        if (manifest.task().isClassification() && labels > 0 && width > 0 && labels != expected) {
            problem(
                    output.name(),
                    "must have a column per label: has " + width + " for the " + labels + " labels " + spec.labels());
        }
    }

    private void problem(String output, String text) {
        problems.add("output '" + ShownText.cut(output) + "' " + ShownText.cut(text));
    }
}
