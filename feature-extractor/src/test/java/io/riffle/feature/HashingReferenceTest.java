package io.riffle.feature;

import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The hash step's index and sign: its vectors, added up over a text's words, are those of scikit-learn. */
class HashingReferenceTest {
    private static final String FILE = "reference/transforms_hashing.json";
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(category("word")));
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]{2,}");

    @Test
    void hash_equalsHashingVectorizer_whenAddedOverWords() {
        int compared = 0;
        for (JsonNode settings : ReferenceData.cases(FILE, "HashingVectorizer")) {
            JsonNode parameters = settings.get("params");
            for (int row = 0; row < settings.get("apply").size(); row++) {
                List<String> words = words(settings.get("apply").get(row).asText(), parameters.has("ngram_range"));
                double[] sum = sum(
                        words,
                        parameters.get("n_features").asInt(),
                        parameters.path("alternate_sign").asBoolean(true));
                double norm = norm(
                        sum, parameters.has("norm") ? parameters.get("norm").asText() : "l2");
                double[] expected = dense(settings.get("expected").get(row), sum.length);
                for (int i = 0; i < sum.length; i++) {
                    assertThat(sum[i] / norm).as("row %d value %d", row, i).isCloseTo(expected[i], within(1e-9));
                }
                compared++;
            }
        }
        assertThat(compared).as("compared texts").isEqualTo(6 * 13);
    }

    /** scikit-learn hashes a category as {@code name=value}; here the text is hashed as it is. */
    @Test
    void hash_equalsFeatureHasher_whenTextIsNameAndValue() {
        JsonNode settings = ReferenceData.cases(FILE, "FeatureHasher").get(0);
        assertThat(settings.get("apply").get(2).toString()).isEqualTo("{\"size\":0,\"tag\":\"a b\"}");
        assertThat(sum(List.of("tag=a b"), 32, true))
                .containsExactly(ReferenceData.numbers(settings.get("expected").get(2)));
        assertThat(sum(List.of("tag=a b"), 32, false))
                .containsExactly(ReferenceData.numbers(
                        settings.get("expected_alternate_sign_false").get(2)));
    }

    private static List<String> words(String text, boolean pairs) {
        List<String> words = new ArrayList<>(WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList());
        int single = words.size();
        for (int i = 1; pairs && i < single; i++) {
            words.add(words.get(i - 1) + " " + words.get(i));
        }
        return words;
    }

    private static double[] sum(List<String> words, int buckets, boolean signed) {
        Object[][] rows = words.stream().map(word -> new Object[] {word}).toArray(Object[][]::new);
        StepSpec hash = step("hash", Map.of("buckets", buckets, "signed", signed));
        double[] sum = new double[buckets];
        for (double[] row : Tensors.doubles(Tensors.table(SCHEMA, rows), rows.length, column("word", hash))) {
            Arrays.setAll(sum, i -> sum[i] + row[i]);
        }
        return sum;
    }

    private static double norm(double[] sum, String name) {
        double norm = switch (name) {
            case "l1" -> Arrays.stream(sum).map(Math::abs).sum();
            case "l2" ->
                Math.sqrt(Arrays.stream(sum).map(value -> value * value).sum());
            default -> 1;
        };
        return norm == 0 ? 1 : norm;
    }

    private static double[] dense(JsonNode pairs, int size) {
        double[] values = new double[size];
        pairs.forEach(pair -> values[pair.get(0).asInt()] = pair.get(1).asDouble());
        return values;
    }
}
