package io.riffle.model.folder;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.MissingPolicy;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.settings.Section;
import io.riffle.settings.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads how a model's input tensors are built. Names and parameters of the steps are judged by who builds them. */
final class InputsReader {
    List<TensorSpec> read(Value inputs) {
        List<TensorSpec> tensors = new ArrayList<>();
        if (!inputs.isPresent()) {
            inputs.problem("must be a map of keys");
        }
        Map<String, Value> entries = inputs.entries();
        if (entries.isEmpty()) {
            inputs.note("must describe at least one input: has none");
        }
        entries.forEach(
                (name, input) -> input.section(section -> tensor(name, section)).ifPresent(tensors::add));
        return tensors;
    }

    private static Optional<TensorSpec> tensor(String name, Section section) {
        TensorType type = type(section.at("type"));
        List<ColumnSpec> columns =
                section.at("columns").items().stream().map(InputsReader::column).toList();
        List<Integer> shape = section.at("shape").items().stream()
                .map(InputsReader::dimension)
                .toList();
        MissingPolicy missing = missing(section.at("missing"), type);
        if (columns.isEmpty()) {
            section.at("columns").problem("must be a list of at least one feature");
            return Optional.empty();
        }
        return Optional.of(new TensorSpec(name, type, columns, shape, missing));
    }

    /** One of a row's dimensions, for example of [3, 224, 224]. */
    private static int dimension(Value value) {
        Optional<Long> dimension = value.whole().filter(whole -> whole >= 1 && whole <= Integer.MAX_VALUE);
        if (dimension.isEmpty()) {
            value.problem("must be a whole number of at least 1");
        }
        return dimension.map(Long::intValue).orElse(1);
    }

    private static MissingPolicy missing(Value value, TensorType type) {
        if (!value.isPresent()) {
            return MissingPolicy.usual(type);
        }
        MissingPolicy policy = policy(value, type);
        Optional<String> problem = policy.problem(type);
        problem.ifPresent(value::problem);
        return problem.isPresent() ? MissingPolicy.usual(type) : policy;
    }

    private static MissingPolicy policy(Value value, TensorType type) {
        return switch (value.scalar()) {
            case "allow" -> new MissingPolicy.Allow();
            case "reject" -> new MissingPolicy.Reject();
            default ->
                type == TensorType.STRING && value.isText()
                        ? new MissingPolicy.ReplaceText(value.scalar())
                        : new MissingPolicy.ReplaceNumber(value.isNumber() ? value.number() : Double.NaN);
        };
    }

    private static TensorType type(Value value) {
        String label = value.text();
        Optional<TensorType> type = Arrays.stream(TensorType.values())
                .filter(known -> known.label().equals(label))
                .findFirst();
        if (type.isEmpty()) {
            value.problem("must be one of "
                    + Arrays.stream(TensorType.values()).map(TensorType::label).collect(Collectors.joining(", ")));
        }
        return type.orElse(TensorType.FLOAT32);
    }

    private static ColumnSpec column(Value value) {
        if (!value.isMap()) {
            return new ColumnSpec(value.text(), List.of());
        }
        Map<String, Value> entries = value.entries();
        if (entries.keySet().equals(Set.of("features", "steps"))) {
            return value.section(InputsReader::joined);
        }
        if (entries.size() != 1) {
            value.problem("must be a feature, one feature with its steps, or features and steps");
            return new ColumnSpec("", List.of());
        }
        Map.Entry<String, Value> feature = entries.entrySet().iterator().next();
        return new ColumnSpec(feature.getKey(), steps(feature.getValue()));
    }

    /** Several features that one step joins. */
    private static ColumnSpec joined(Section section) {
        Value features = section.at("features");
        List<ColumnSpec> parts =
                features.items().stream().map(InputsReader::column).toList();
        List<StepSpec> steps = steps(section.at("steps"));
        if (parts.isEmpty() || parts.stream().anyMatch(part -> !part.parts().isEmpty())) {
            features.problem("must be a list of at least one feature");
            return new ColumnSpec("", List.of());
        }
        return ColumnSpec.joined(parts, steps);
    }

    private static List<StepSpec> steps(Value value) {
        return value.items().stream().map(InputsReader::step).toList();
    }

    private static StepSpec step(Value value) {
        if (!value.isMap()) {
            return new StepSpec(value.text(), Map.of());
        }
        Map<String, Value> entries = value.entries();
        if (entries.size() != 1) {
            value.problem("must be a step's name, or one name with its parameters");
            return new StepSpec("", Map.of());
        }
        Map.Entry<String, Value> step = entries.entrySet().iterator().next();
        Map<String, Object> parameters = new LinkedHashMap<>();
        step.getValue().entries().forEach((parameter, given) -> parameters.put(parameter, parameter(given)));
        return new StepSpec(step.getKey(), parameters);
    }

    /** A parameter: a text, a number (Long or Double), a boolean, or a list of those. */
    private static Object parameter(Value value) {
        return value.isList() ? value.items().stream().map(Value::plain).toList() : value.plain();
    }
}
