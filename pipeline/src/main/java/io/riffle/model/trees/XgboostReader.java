package io.riffle.model.trees;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads what XGBoost's {@code save_model} writes as JSON or UBJSON. */
final class XgboostReader {
    private static final Pattern MISSING = Pattern.compile("\"missing\"\\s*:\\s*([^,}\\s]+)");

    private final JsonPart root;
    private final JsonPart learner;
    private final List<String> notes = new ArrayList<>();

    private XgboostReader(JsonNode document) {
        root = new JsonPart(document, "");
        learner = root.at("learner");
    }

    /** @throws IllegalArgumentException if the document is no such model, or one that cannot be converted */
    static TreeModel read(JsonNode document) {
        return new XgboostReader(document).model();
    }

    private TreeModel model() {
        JsonPart parameters = learner.at("learner_model_param");
        int features = parameters.at("num_feature").whole();
        int classes = Math.max(1, parameters.at("num_class").whole());
        int targets = parameters.find("num_target").map(JsonPart::whole).orElse(1);
        int outputs = Math.max(classes, targets);
        String name = learner.at("objective").at("name").text();
        XgboostObjective objective = XgboostObjective.of(name);
        List<String> columns = names(features);
        refuseOtherMissing();
        List<Double> base = base(parameters.at("base_score").text(), outputs).stream()
                .map(objective.margin()::applyAsDouble)
                .toList();
        if (name.equals("multi:softmax")) {
            notes.add("the scores are the probabilities of the classes; XGBoost answers with the most likely class");
        }
        return new TreeModel(
                columns.stream().map(each -> new ColumnSpec(each, List.of())).toList(),
                TensorType.FLOAT32,
                sums(base, features),
                objective.link(),
                new TreeModel.Origin("XGBoost " + version(), name, objective.task(), notes));
    }

    private String version() {
        return root.find("version").stream()
                .flatMap(version -> version.items().stream())
                .map(JsonPart::text)
                .collect(Collectors.joining("."));
    }

    private List<String> names(int features) {
        List<String> names = learner.find("feature_names").stream()
                .flatMap(given -> given.items().stream())
                .map(JsonPart::text)
                .toList();
        if (names.size() == features) {
            return names;
        }
        if (!names.isEmpty()) {
            throw new IllegalArgumentException(
                    "learner.feature_names must be " + features + " names: has " + names.size());
        }
        notes.add("the file names no features: put yours in the place of f0, f1, ..., in the order of training");
        return IntStream.range(0, features).mapToObj(i -> "f" + i).toList();
    }

    /** One number, in later versions a list of them; as a text. */
    private static List<Double> base(String text, int outputs) {
        List<Double> numbers = Arrays.stream(text.replaceAll("[\\[\\]]", "").split(",", -1))
                .map(XgboostReader::number)
                .toList();
        if (numbers.size() == 1) {
            return Collections.nCopies(outputs, numbers.get(0));
        }
        if (numbers.size() != outputs) {
            throw new IllegalArgumentException(
                    "base_score must have a number for each of the " + outputs + " outputs: has " + numbers.size());
        }
        return numbers;
    }

    private static double number(String text) {
        try {
            return Float.parseFloat(text.strip());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("base_score must be a number: was '" + text + "'", wrong);
        }
    }

    /** What was missing in training is told by scikit-learn's interface alone, in a text that is not quite JSON. */
    private void refuseOtherMissing() {
        learner.find("attributes")
                .flatMap(attributes -> attributes.find("scikit_learn"))
                .map(JsonPart::text)
                .ifPresent(text -> {
                    Matcher missing = MISSING.matcher(text);
                    if (missing.find() && !missing.group(1).equalsIgnoreCase("nan")) {
                        throw new IllegalArgumentException("what is missing must be NaN: the model was trained with"
                                + " missing=" + missing.group(1));
                    }
                });
    }

    private Sums sums(List<Double> base, int features) {
        JsonPart booster = learner.at("gradient_booster");
        String name = booster.at("name").text();
        return switch (name) {
            case "gbtree" -> trees(base, features, booster.at("model"), new double[0]);
            case "dart" -> {
                double[] drop = booster.at("weight_drop").numbers();
                yield trees(base, features, booster.at("gbtree").at("model"), drop);
            }
            case "gblinear" -> linear(base, features, booster.at("model"));
            default ->
                throw new IllegalArgumentException("the booster must be gbtree, dart or gblinear: is '" + name + "'");
        };
    }

    private static Sums linear(List<Double> base, int features, JsonPart model) {
        int outputs = base.size();
        double[] numbers = model.at("weights").numbers((features + 1) * outputs);
        List<List<Double>> rows = new ArrayList<>();
        for (int row = 0; row <= features; row++) {
            int from = row * outputs;
            rows.add(Arrays.stream(numbers, from, from + outputs).boxed().toList());
        }
        List<Double> biases = rows.remove(features);
        List<Double> start = IntStream.range(0, outputs)
                .mapToObj(output -> base.get(output) + biases.get(output))
                .toList();
        return new Sums.Linear(start, rows);
    }

    /** @param weights of the trees; empty where all count alike */
    private Sums trees(List<Double> base, int features, JsonPart model, double[] weights) {
        List<JsonPart> parts = model.at("trees").items();
        int[] outputs = model.at("tree_info").wholes(parts.size());
        int used = used(model, base.size(), parts.size());
        if (weights.length > 0 && weights.length != parts.size()) {
            throw new IllegalArgumentException(
                    "weight_drop must have a weight per tree, " + parts.size() + ": has " + weights.length);
        }
        List<Sums.Tree> trees = new ArrayList<>();
        for (int i = 0; i < used; i++) {
            if (outputs[i] < 0 || outputs[i] >= base.size()) {
                throw new IllegalArgumentException(
                        "tree_info must be below the number of outputs, " + base.size() + ": has " + outputs[i]);
            }
            double weight = weights.length == 0 ? 1 : (float) weights[i];
            TreeNode root = XgboostTree.read(parts.get(i), features);
            trees.add(new Sums.Tree(outputs[i], weight == 1 ? root : root.mapped(leaf -> leaf * weight)));
        }
        return new Sums.OfTrees(base, trees);
    }

    /** After an early stop the file has more trees than are used. */
    private int used(JsonPart model, int outputs, int trees) {
        int iteration = learner.find("attributes")
                .flatMap(attributes -> attributes.find("best_iteration"))
                .map(JsonPart::whole)
                .orElse(-1);
        if (iteration < 0) {
            return trees;
        }
        int parallel = model.at("gbtree_model_param")
                .find("num_parallel_tree")
                .map(JsonPart::whole)
                .orElse(1);
        long used = (iteration + 1L) * Math.max(1, parallel) * outputs;
        if (used < trees) {
            notes.add("training stopped early: the first " + used + " of " + trees + " trees are used, up to the best"
                    + " iteration " + iteration);
        }
        return (int) Math.min(used, trees);
    }
}
