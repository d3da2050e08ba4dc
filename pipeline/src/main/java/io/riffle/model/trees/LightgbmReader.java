package io.riffle.model.trees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads what LightGBM's {@code save_model} writes. Its numbers are doubles, and so is the input. */
final class LightgbmReader {
    private static final String PANDAS = "pandas_categorical:";
    private static final String TREE = "Tree=";

    private final List<String> lines;
    private final LightgbmSection head;
    private final List<String> notes = new ArrayList<>();

    private LightgbmReader(String text) {
        lines = text.lines().toList();
        head = section("the head", 1);
    }

    /** @throws IllegalArgumentException if the text is no such model, or one that cannot be converted */
    static TreeModel read(String text) {
        return new LightgbmReader(text).model();
    }

    private TreeModel model() {
        int features = head.whole("max_feature_idx") + 1;
        int outputs = head.whole("num_tree_per_iteration");
        if (outputs < 1 || features < 1) {
            throw new IllegalArgumentException(
                    "the head must have features and trees: has " + features + " and " + outputs + " per iteration");
        }
        List<String> names = Arrays.asList(head.text("feature_names").split(" ", -1));
        if (names.size() != features) {
            throw new IllegalArgumentException(
                    "the head.feature_names must be " + features + " names: has " + names.size());
        }
        String line = head.has("objective") ? head.text("objective") : "";
        if (line.isEmpty()) {
            throw new IllegalArgumentException("the objective must be one that LightGBM knows by itself: the file has"
                    + " none, so it was a function of the user");
        }
        LightgbmObjective objective = LightgbmObjective.of(line);
        return new TreeModel(
                columns(names),
                TensorType.FLOAT64,
                trees(features, outputs, objective.slope()),
                objective.link(),
                new TreeModel.Origin("LightGBM " + head.text("version"), line, objective.task(), notes));
    }

    private Sums trees(int features, int outputs, double slope) {
        List<TreeNode> roots = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(TREE)) {
                roots.add(LightgbmTree.read(section(lines.get(i), i + 1), features));
            }
        }
        if (roots.size() % outputs != 0 || roots.isEmpty()) {
            throw new IllegalArgumentException(
                    "the file must have trees, " + outputs + " per iteration: has " + roots.size());
        }
        requireAll(roots.size());
        int iterations = roots.size() / outputs;
        double factor = head.has("average_output") ? slope / iterations : slope;
        List<Sums.Tree> trees = new ArrayList<>();
        for (int i = 0; i < roots.size(); i++) {
            TreeNode root = roots.get(i);
            trees.add(new Sums.Tree(i % outputs, factor == 1 ? root : root.mapped(leaf -> leaf * factor)));
        }
        return new Sums.OfTrees(Collections.nCopies(outputs, 0.0), trees);
    }

    /** A file that was cut between two trees looks like one with fewer of them. */
    private void requireAll(int found) {
        int announced = head.has("tree_sizes") ? head.text("tree_sizes").split(" ", -1).length : found;
        if (announced != found) {
            throw new IllegalArgumentException(
                    "the file must be whole: announces " + announced + " trees, has " + found);
        }
    }

    private LightgbmSection section(String name, int from) {
        List<String> section = new ArrayList<>();
        for (int i = from;
                i < lines.size() && !lines.get(i).isBlank() && !lines.get(i).startsWith(TREE);
                i++) {
            section.add(lines.get(i));
        }
        return new LightgbmSection(name, section);
    }

    /** Categories of pandas are texts or numbers, of which the model sees the positions. */
    private List<ColumnSpec> columns(List<String> names) {
        Iterator<JsonNode> categories = pandas().iterator();
        List<ColumnSpec> columns = new ArrayList<>();
        String[] infos = head.has("feature_infos") ? head.text("feature_infos").split(" ", -1) : new String[0];
        for (int i = 0; i < names.size(); i++) {
            // A range of numbers is in brackets, a list of categories has colons, "none" is a feature without use.
            boolean category = i < infos.length && !infos[i].startsWith("[") && infos[i].contains(":");
            boolean single = i < infos.length && infos[i].matches("-?\\d+");
            List<StepSpec> steps =
                    (category || single) && categories.hasNext() ? ordinal(categories.next()) : List.of();
            columns.add(new ColumnSpec(names.get(i), steps));
        }
        if (categories.hasNext()) {
            notes.add("not all of the file's " + PANDAS + " could be given to a feature: add ordinal steps by hand");
        }
        return columns;
    }

    private static List<StepSpec> ordinal(JsonNode categories) {
        List<Object> listed = new ArrayList<>();
        categories.forEach(each -> listed.add(each.isNumber() ? each.doubleValue() : each.asText()));
        return List.of(new StepSpec("ordinal", Map.of("categories", listed)));
    }

    private List<JsonNode> pandas() {
        List<JsonNode> lists = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(PANDAS)) {
                parsed(line.substring(PANDAS.length())).forEach(lists::add);
            }
        }
        return lists;
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(PANDAS + " must be JSON: is not", wrong);
        }
    }
}
