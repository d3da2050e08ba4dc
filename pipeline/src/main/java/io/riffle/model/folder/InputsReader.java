package io.riffle.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.MissingPolicy;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads how a model's input tensors are built. Names and parameters of the steps are judged by who builds them. */
final class InputsReader {
    List<TensorSpec> read(Section inputs) {
        List<TensorSpec> tensors = new ArrayList<>();
        Map<String, JsonNode> entries = inputs.entries();
        if (entries.isEmpty()) {
            inputs.problem("must describe at least one input: has none");
        }
        entries.forEach((name, node) -> tensor(name, inputs.at(name, node)).ifPresent(tensors::add));
        return tensors;
    }

    private static Optional<TensorSpec> tensor(String name, Section section) {
        TensorType type = type(section);
        List<ColumnSpec> columns = new ArrayList<>();
        section.elements("columns", (key, node) -> columns.add(column(section, key, node)));
        List<Integer> shape = shape(section);
        MissingPolicy missing = missing(section, type);
        section.end();
        if (columns.isEmpty()) {
            section.problem("columns", "must be a list of at least one feature", section.raw("columns"));
            return Optional.empty();
        }
        return Optional.of(new TensorSpec(name, type, columns, shape, missing));
    }

    /** One row's dimensions, for example [3, 224, 224]. */
    private static List<Integer> shape(Section section) {
        List<Integer> shape = new ArrayList<>();
        section.elements("shape", (key, node) -> {
            if (!node.isInt() || node.asInt() < 1) {
                section.problem(key, "must be a whole number of at least 1", node);
            }
            shape.add(node.asInt());
        });
        return shape;
    }

    private static MissingPolicy missing(Section section, TensorType type) {
        JsonNode node = section.raw("missing");
        if (node.isMissingNode()) {
            return MissingPolicy.usual(type);
        }
        MissingPolicy policy = policy(node, type);
        Optional<String> problem = policy.problem(type);
        problem.ifPresent(rule -> section.problem("missing", rule, node));
        return problem.isPresent() ? MissingPolicy.usual(type) : policy;
    }

    private static MissingPolicy policy(JsonNode node, TensorType type) {
        return switch (node.asText()) {
            case "allow" -> new MissingPolicy.Allow();
            case "reject" -> new MissingPolicy.Reject();
            default ->
                type == TensorType.STRING && node.isTextual()
                        ? new MissingPolicy.ReplaceText(node.asText())
                        : new MissingPolicy.ReplaceNumber(node.isNumber() ? node.asDouble() : Double.NaN);
        };
    }

    private static TensorType type(Section section) {
        String label = section.text("type");
        Optional<TensorType> type = Arrays.stream(TensorType.values())
                .filter(known -> known.label().equals(label))
                .findFirst();
        if (type.isEmpty() && section.has("type")) {
            String known =
                    Arrays.stream(TensorType.values()).map(TensorType::label).collect(Collectors.joining(", "));
            section.problem("type", "must be one of " + known, section.raw("type"));
        }
        return type.orElse(TensorType.FLOAT32);
    }

    private static ColumnSpec column(Section section, String key, JsonNode node) {
        if (!node.isObject()) {
            return new ColumnSpec(section.textOf(key, node), List.of());
        }
        if (node.size() == 2 && node.has("features") && node.has("steps")) {
            return joined(section.at(key, node));
        }
        if (node.size() != 1) {
            section.problem(key, "must be a feature, one feature with its steps, or features and steps", node);
            return new ColumnSpec("", List.of());
        }
        String feature = node.fieldNames().next();
        return new ColumnSpec(feature, steps(section.at(key, node), feature));
    }

    /** Several features that one step joins. */
    private static ColumnSpec joined(Section section) {
        List<ColumnSpec> parts = new ArrayList<>();
        section.elements("features", (key, node) -> parts.add(column(section, key, node)));
        List<StepSpec> steps = steps(section, "steps");
        if (parts.isEmpty() || parts.stream().anyMatch(part -> !part.parts().isEmpty())) {
            section.problem("features", "must be a list of at least one feature", section.raw("features"));
            return new ColumnSpec("", List.of());
        }
        return ColumnSpec.joined(parts, steps);
    }

    private static List<StepSpec> steps(Section section, String key) {
        List<StepSpec> steps = new ArrayList<>();
        section.elements(key, (at, step) -> steps.add(step(section, at, step)));
        return steps;
    }

    private static StepSpec step(Section section, String key, JsonNode node) {
        if (!node.isObject()) {
            return new StepSpec(section.textOf(key, node), Map.of());
        }
        if (node.size() != 1) {
            section.problem(key, "must be a step's name, or one name with its parameters", node);
            return new StepSpec("", Map.of());
        }
        String name = node.fieldNames().next();
        Map<String, Object> parameters = new LinkedHashMap<>();
        Section step = section.at(key, node).section(name);
        step.entries().forEach((parameter, value) -> parameters.put(parameter, value(step, parameter, value)));
        return new StepSpec(name, parameters);
    }

    /** A parameter: a text, a number (Long or Double), a boolean, or a list of those. */
    private static Object value(Section section, String key, JsonNode node) {
        if (node.isArray()) {
            List<Object> values = new ArrayList<>();
            node.forEach(element -> values.add(scalar(section, key, element)));
            return List.copyOf(values);
        }
        return scalar(section, key, node);
    }

    static Object scalar(Section section, String key, JsonNode node) {
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.asLong();
        }
        if (node.isNumber()) {
            return node.asDouble();
        }
        if (!node.isTextual()) {
            section.problem(key, "must be a text, a number or a boolean", node);
        }
        return node.asText();
    }
}
