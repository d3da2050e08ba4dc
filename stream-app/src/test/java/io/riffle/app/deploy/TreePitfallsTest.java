package io.riffle.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.Sha256;
import io.riffle.model.trees.TreeConversion;
import io.riffle.model.trees.TreeModel;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where converters of trees are known to be wrong. Each model here is converted and run, and compared row by row. */
class TreePitfallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TreeModel converted(byte[] bytes) throws ModelRefusedException {
        return ProvenTrees.read(bytes, Sha256.of(bytes))
                .orElseThrow()
                .conversion()
                .model();
    }

    private static TreeModel converted(String text) throws ModelRefusedException {
        return converted(text.getBytes(StandardCharsets.UTF_8));
    }

    private static double score(String text, double... row) throws ModelRefusedException {
        return converted(text).scores(row)[0];
    }

    private static String refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(byte[] bytes) {
        ModelRefusedException refusal = catchThrowableOfType(ModelRefusedException.class, () -> converted(bytes));
        return String.valueOf(refusal.getMessage());
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream stream =
                Objects.requireNonNull(TreePitfallsTest.class.getResourceAsStream("trees/" + name), name)) {
            return stream.readAllBytes();
        }
    }

    /** One split of f0 at 0.1: 1 below it, else 2; what is missing goes left. */
    private static String xgboost(String objective, String base, String more) {
        return """
                {"version": [3, 0, 0], "learner": {"attributes": {%s}, "feature_names": [],
                 "learner_model_param": {"base_score": "%s", "num_class": "0", "num_feature": "2"},
                 "objective": {"name": "%s"},
                 "gradient_booster": {"name": "gbtree", "model": {
                   "gbtree_model_param": {"num_parallel_tree": "1"}, "tree_info": [0], "trees": [%s]}}}}
                """.formatted(more, base, objective, tree("1", "2"));
    }

    private static String tree(String below, String above) {
        return """
                {"left_children": [1, -1, -1], "right_children": [2, -1, -1], "split_indices": [0, 0, 0],
                 "split_conditions": [0.1, %s, %s], "default_left": [1, 0, 0]}""".formatted(below, above);
    }

    private static String lightgbm(String objective, String head, String... trees) {
        String sizes = Arrays.stream(trees).map(each -> "1").collect(Collectors.joining(" "));
        StringBuilder text = new StringBuilder("""
                tree
                version=v4
                num_class=1
                num_tree_per_iteration=1
                max_feature_idx=1
                objective=%s
                %sfeature_names=a b
                feature_infos=[0:1] [0:1]
                tree_sizes=%s

                """.formatted(objective, head, sizes));
        for (int i = 0; i < trees.length; i++) {
            text.append("Tree=").append(i).append('\n').append(trees[i]).append("\n\n");
        }
        return text + "end of trees\n";
    }

    /** One split of a: {@code left} up to the threshold, else {@code right}. */
    private static String split(String threshold, int decision, String left, String right) {
        return """
                num_leaves=2
                num_cat=0
                split_feature=0
                threshold=%s
                decision_type=%d
                left_child=-1
                right_child=-2
                leaf_value=%s %s
                is_linear=0""".formatted(threshold, decision, left, right);
    }

    /** What XGBoost itself has answered, with categories, a linear booster and objectives of every kind. */
    @ParameterizedTest
    @ValueSource(
            strings = {"categories.json", "categories_multi.ubj", "linear.json", "hinge.json", "raw.json", "gamma.json"
            })
    void model_scoresAsXgboost(String name) throws Exception {
        TreeModel model = converted(resource(name));
        JsonNode rows = JSON.readTree(resource(name.replaceFirst("\\..*", ".expected.json")));
        assertThat(rows).hasSize(60);
        for (JsonNode row : rows) {
            double[] x = IntStream.range(0, 4)
                    .mapToDouble(i -> row.get("x").get(i).isNull()
                            ? Double.NaN
                            : row.get("x").get(i).doubleValue())
                    .toArray();
            double[] scores = model.scores(x);
            for (int i = 0; i < scores.length; i++) {
                assertThat(scores[i])
                        .as(row.toString())
                        .isCloseTo(row.get("prediction").get(i).doubleValue(), within(3e-6));
            }
        }
    }

    /** A probability in the file for one objective, a sum for another; since XGBoost 3 in a list. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binary:logistic   | 2E-1     | 0.40460967519168967",
                "binary:logistic   | [2E-1]   | 0.40460967519168967",
                "reg:squarederror  | 2E-1     | 1.2",
                "count:poisson     | 2E0      | 5.43656365691809",
                "binary:logitraw   | 2E-1     | 1.2"
            })
    void baseScore_countsOnce_asTheObjectiveHasIt(String objective, String base, double score) throws Exception {
        assertThat(score(xgboost(objective, base, ""), 0, 0)).isCloseTo(score, within(1e-7));
    }

    /** The threshold itself goes right in XGBoost, left in LightGBM. */
    @Test
    void threshold_belongsToOneSide() throws Exception {
        String xgboost = xgboost("reg:squarederror", "0", "");
        assertThat(score(xgboost, 0.1f, 0)).isEqualTo(2);
        assertThat(score(xgboost, Math.nextDown(0.1f), 0)).isEqualTo(1);
        String lightgbm = lightgbm("regression", "", split("0.1", 2, "1", "2"));
        assertThat(score(lightgbm, 0.1, 0)).isEqualTo(1);
        assertThat(score(lightgbm, Math.nextUp(0.1), 0)).isEqualTo(2);
    }

    /** Both numbers are the same float: only doubles tell them apart. */
    @Test
    void thresholdsOfLightgbm_areDoubles() throws Exception {
        assertThat((float) 0.1).isEqualTo((float) Math.nextUp(0.1));
        TreeModel model = converted(lightgbm("regression", "", split("0.1", 2, "1", "2")));
        assertThat(model.input().type().label()).isEqualTo("float64");
    }

    @Test
    void earlyStop_leavesTreesOut() throws Exception {
        String two = xgboost("reg:squarederror", "0", "\"best_iteration\": \"0\"")
                .replace("\"tree_info\": [0]", "\"tree_info\": [0, 0]")
                .replace("\"trees\": [", "\"trees\": [" + tree("100", "100") + ", ");
        TreeModel model = converted(two);
        assertThat(model.scores(new double[] {0, 0})[0]).isEqualTo(100);
        assertThat(model.origin().notes().toString()).contains("the first 1 of 2 trees are used");
        assertThat(score(two.replace("\"best_iteration\": \"0\"", ""), 0, 0)).isEqualTo(101);
    }

    @Test
    void missingOtherThanNan_isRefused() throws Exception {
        assertThat(refusal(resource("missing.json")))
                .contains("what is missing must be NaN: the model was trained with missing=-999.0");
        String nan = new String(resource("missing.json"), StandardCharsets.UTF_8)
                .replace("\\\"missing\\\": -999.0", "\\\"missing\\\": NaN");
        assertThat(converted(nan).outputs()).isOne();
    }

    @Test
    void missing_goesTheDefaultWay() throws Exception {
        String right = xgboost("reg:squarederror", "0", "").replace("[1, 0, 0]}", "[0, 0, 0]}");
        assertThat(score(xgboost("reg:squarederror", "0", ""), Double.NaN, 0)).isEqualTo(1);
        assertThat(score(right, Double.NaN, 0)).isEqualTo(2);
    }

    @Test
    void dart_weighsItsTrees() throws Exception {
        String dart = xgboost("reg:squarederror", "0", "")
                .replace(
                        "{\"name\": \"gbtree\", \"model\":",
                        "{\"name\": \"dart\", \"weight_drop\": [0.5], \"gbtree\": {\"model\":")
                .replace("]}}}}", "]}}}}}");
        assertThat(score(dart, 0, 0)).isEqualTo(0.5);
    }

    /** 2,000 trees of a third each: floats would be off by 1e-4. */
    @Test
    void sums_areAddedAsDoubles() throws Exception {
        String[] trees = new String[2_000];
        Arrays.fill(trees, split("0.5", 2, "0.3333333333333333", "-0.3333333333333333"));
        assertThat(score(lightgbm("regression", "", trees), 0, 0)).isCloseTo(2_000 / 3.0, within(1e-9));
    }

    /** Bits 2 and 3 of the decision: nothing was missing in training, 0 is, NaN is; bit 1: it goes left. */
    @Test
    void missingOfLightgbm_isOneOfThree() throws Exception {
        assertThat(score(lightgbm("regression", "", split("0.1", 0, "1", "2")), Double.NaN, 0))
                .isEqualTo(1);
        assertThat(score(lightgbm("regression", "", split("-0.1", 0, "1", "2")), Double.NaN, 0))
                .isEqualTo(2);
        assertThat(score(lightgbm("regression", "", split("-0.1", 8 + 2, "1", "2")), Double.NaN, 0))
                .isEqualTo(1);
        assertThat(score(lightgbm("regression", "", split("0.1", 8, "1", "2")), Double.NaN, 0))
                .isEqualTo(2);
        assertThat(refusal(lightgbm("regression", "", split("0.1", 4, "1", "2"))))
                .contains("0 must be a number: counts as missing (train with zero_as_missing=false)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binary sigmoid:2            | 0.8807970779778823",
                "cross_entropy               | 0.7310585786300049",
                "cross_entropy_lambda        | 1.3132616875182228",
                "poisson                     | 2.718281828459045",
                "gamma                       | 2.718281828459045",
                "tweedie tweedie_variance_power:1.5 | 2.718281828459045",
                "quantile alpha:0.9          | 1",
                "regression sqrt             | 1",
                "lambdarank                  | 1"
            })
    void objectiveOfLightgbm_saysWhatASumMeans(String objective, double score) throws Exception {
        assertThat(score(lightgbm(objective, "", split("0.1", 2, "1", "-2")), 0, 0))
                .isCloseTo(score, within(1e-12));
    }

    @Test
    void squareRoot_isSquaredWithItsSign() throws Exception {
        assertThat(score(lightgbm("regression sqrt", "", split("0.1", 2, "1", "-2")), 1, 0))
                .isEqualTo(-4);
    }

    @Test
    void forestOfLightgbm_isAMean() throws Exception {
        String forest =
                lightgbm("regression", "average_output\n", split("0.1", 2, "1", "-2"), split("0.1", 2, "4", "-2"));
        assertThat(score(forest, 0, 0)).isEqualTo(2.5);
    }

    @Test
    void classesOfLightgbm_takeTurns() throws Exception {
        String three = lightgbm(
                        "multiclass num_class:3",
                        "",
                        split("0.1", 2, "1", "0"),
                        split("0.1", 2, "2", "0"),
                        split("0.1", 2, "3", "0"))
                .replace("num_tree_per_iteration=1", "num_tree_per_iteration=3");
        double[] scores = converted(three).scores(new double[] {0, 0});
        assertThat(scores[2]).isCloseTo(0.6652409557748219, within(1e-12));
        assertThat(Arrays.stream(scores).sum()).isCloseTo(1, within(1e-12));
        assertThat(converted(three.replace("multiclass num_class:3", "multiclassova num_class:3 sigmoid:1"))
                        .scores(new double[] {0, 0})[2])
                .isCloseTo(1 / (1 + Math.exp(-3)), within(1e-12));
    }

    /** Categories 0, 33 and 34 go left; a fraction counts as the whole number towards 0, anything else goes right. */
    @Test
    void categoriesOfLightgbm_areBits() throws Exception {
        String set = split("0", 1, "1", "2").replace("num_cat=0", "num_cat=1\ncat_boundaries=0 2\ncat_threshold=1 6");
        TreeModel model = converted(lightgbm("regression", "", set));
        double[] in = {0, 33, 34, 34.5, -0.5, -0.0};
        double[] out = {1, 32, 35, -1, 1e30, -1e30, 64, Double.NaN};
        for (double category : in) {
            assertThat(model.scores(new double[] {category, 0})[0])
                    .as("" + category)
                    .isEqualTo(1);
        }
        for (double category : out) {
            assertThat(model.scores(new double[] {category, 0})[0])
                    .as("" + category)
                    .isEqualTo(2);
        }
    }

    /** The runtime ends with the process on chains of tens of thousands. */
    @Test
    void setsOfCategories_haveABound() {
        String words = IntStream.range(0, 100).mapToObj(i -> "1431655765").collect(Collectors.joining(" "));
        String set =
                split("0", 1, "1", "2").replace("num_cat=0", "num_cat=1\ncat_boundaries=0 100\ncat_threshold=" + words);
        assertThat(refusal(lightgbm("regression", "", set)))
                .contains("a split by categories must have at most 1000 runs of them: has 1600");
    }

    @Test
    void whatIsNotSupported_isRefusedByName() {
        assertThat(refusal(lightgbm("regression", "", split("0.1", 2, "1", "2").replace("is_linear=0", "is_linear=1"))))
                .contains("has linear models there (train with linear_tree=false)");
        assertThat(refusal(lightgbm("mine", "", split("0.1", 2, "1", "2")))).contains("is 'mine'");
        assertThat(refusal(xgboost("mine", "0", ""))).contains("the objective must be one of [", "is 'mine'");
        assertThat(refusal(xgboost("reg:squarederror", "0", "").replace("\"gbtree\"", "\"gbforest\"")))
                .contains("the booster must be gbtree, dart or gblinear: is 'gbforest'");
        String vector = xgboost("reg:squarederror", "0", "")
                .replace("{\"left_children\"", "{\"tree_param\": {\"size_leaf_vector\": \"3\"}, \"left_children\"");
        assertThat(refusal(vector)).contains("multi_strategy must be one_output_per_tree");
        assertThat(refusal("{\"tree_info\": [], \"feature_infos\": {}}")).contains("this is the JSON of dump_model");
        assertThat(refusal("[{\"nodeid\": 0}]")).contains("this is a list, as dump_model and get_dump write it");
        assertThat(refusal("{\"a\": 1}")).contains("the file must have learner: has none");
    }

    @Test
    void damagedFiles_areRefused() throws Exception {
        String circle = xgboost("reg:squarederror", "0", "").replace("[1, -1, -1]", "[0, -1, -1]");
        assertThat(refusal(circle)).contains("nodes must have one parent: node 0 has more");
        assertThat(refusal(circle.replace("[0, -1, -1]", "[7, -1, -1]"))).contains("among the 3 of their tree: has 7");
        assertThat(refusal(circle.replace("\"split_indices\": [0,", "\"split_indices\": [2,")))
                .contains("must be below the number of features, 2: has 2");
        String cut = lightgbm("regression", "", split("0.1", 2, "1", "2")).replace("tree_sizes=1", "tree_sizes=1 1");
        assertThat(refusal(cut)).contains("the file must be whole: announces 2 trees, has 1");
        byte[] ubjson = resource("categories_multi.ubj");
        for (int length = 64; length < ubjson.length; length += 997) {
            assertThat(refusal(Arrays.copyOf(ubjson, length))).contains("must be whole");
        }
        byte[] json = resource("gamma.json");
        assertThat(refusal(Arrays.copyOf(json, json.length - 9))).contains("the file must be JSON");
    }

    /** 40 bytes that announce two thousand million numbers. */
    @Test
    void announcedSizes_areNotBelieved() {
        byte[] bytes = "{i\u0001a[$d#l\u007f\u00ff\u00ff\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(bytes)).contains("2147483647 values are announced");
    }

    /** A written model that is wrong in the last place that was asked. */
    @Test
    void difference_isRefused_withTheRow() throws Exception {
        byte[] bytes = resource("gamma.json");
        TreeConversion conversion =
                ProvenTrees.read(bytes, Sha256.of(bytes)).orElseThrow().conversion();
        List<Integer> asked = new ArrayList<>();
        ModelRefusedException refusal = catchThrowableOfType(
                ModelRefusedException.class,
                () -> conversion.prove(rows -> {
                    asked.add(rows.size());
                    double[][] scores =
                            rows.stream().map(conversion.model()::scores).toArray(double[][]::new);
                    scores[rows.size() - 1][0] *= asked.size() == 10 ? 1.00001 : 1;
                    return scores;
                }));
        assertThat(refusal)
                .hasMessageContaining("the converted model must score as the file does")
                .hasMessageContaining("in output 0 for {f0: ");
        assertThat(asked).hasSize(10);
    }
}
