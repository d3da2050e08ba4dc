package io.riffle.feature.fit;

import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.StepSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TfidfVectorizer in 15 settings, CountVectorizer and HashingVectorizer, every text of the reference. */
class TextReferenceTest {
    private static final String FILE = "reference/transforms_text.json";
    private static final String HASHING = "reference/transforms_hashing.json";
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(category("text")));
    private static final double TOLERANCE = 1e-9;

    /** With terms and idf as the reference gives them, then with those that are learned from the documents. */
    @Test
    void tfidf_equalsScikitLearn_inAll15Settings() {
        int settings = 0;
        int rows = 0;
        for (JsonNode fitted : ReferenceData.cases(FILE, "TfidfVectorizer")) {
            rows += compareAll(fitted, given(fitted));
            if (!fitted.get("params").has("max_features")) {
                rows += compareAll(fitted, learned("tfidf", fitted));
            }
            settings++;
        }
        assertThat(settings).as("settings").isEqualTo(15);
        assertThat(rows).as("rows").isEqualTo((15 + 14) * (13 + 4));
    }

    @Test
    void tfidf_learnsTermsAndIdfOfScikitLearn_whenNoFrequencyIsEqualAtTheCut() {
        int compared = 0;
        for (JsonNode fitted : ReferenceData.cases(FILE, "TfidfVectorizer")) {
            if (fitted.get("params").has("max_features")) {
                continue;
            }
            Map<String, Object> learned =
                    learned("tfidf", fitted).steps().get(0).parameters();
            assertThat(learned.get("terms")).isEqualTo(ReferenceData.texts(fitted.get("terms")));
            for (int i = 0; i < fitted.get("idf").size(); i++) {
                double idf = (Double) ((List<?>) learned.get("idf")).get(i);
                assertThat(idf).isCloseTo(fitted.get("idf").get(i).asDouble(), within(TOLERANCE));
            }
            compared++;
        }
        assertThat(compared).as("settings").isEqualTo(14);
    }

    /** scikit-learn leaves the choice to numpy's unstable sort; we take the first by code point. */
    @Test
    void tfidf_takesTheFirstOfEquallyFrequentTerms_whenMaxFeaturesCuts() {
        Object[][] documents = {
            {"pear pear pear fig fig fig"}, {"plum kiwi lime date"}, {"date lime kiwi plum"},
        };
        ColumnSpec declared = column("text", new StepSpec("tfidf", Map.of("max-features", 4L)));
        ColumnSpec learned = LearnedColumns.learn(table(SCHEMA, documents), documents.length, declared)[0];
        assertThat(learned.steps().get(0).parameters().get("terms")).isEqualTo(List.of("date", "fig", "kiwi", "pear"));
    }

    @Test
    void countVector_equalsScikitLearn_inEveryRow() {
        JsonNode fitted = ReferenceData.cases(FILE, "CountVectorizer").get(0);
        ColumnSpec learned = learned("count-vector", fitted);
        assertThat(learned.steps().get(0).parameters().get("terms"))
                .isEqualTo(ReferenceData.texts(fitted.get("terms")));
        assertThat(compare(fitted.get("apply"), fitted.get("expected"), learned))
                .isEqualTo(4);
    }

    @Test
    void hashVector_equalsScikitLearn_inEveryRow() {
        int rows = 0;
        for (JsonNode settings : ReferenceData.cases(HASHING, "HashingVectorizer")) {
            JsonNode given = settings.get("params");
            Map<String, Object> parameters = parameters(given);
            parameters.put("buckets", given.get("n_features").asLong());
            parameters.put("signed", given.path("alternate_sign").asBoolean(true));
            ColumnSpec hash = column("text", new StepSpec("hash-vector", parameters));
            rows += compare(settings.get("apply"), settings.get("expected"), hash);
        }
        assertThat(rows).as("rows").isEqualTo(6 * 13);
    }

    private static ColumnSpec learned(String step, JsonNode fitted) {
        Object[][] documents = rows(fitted.get("documents"));
        StepSpec declared = new StepSpec(step, parameters(fitted.get("params")));
        return LearnedColumns.learn(table(SCHEMA, documents), documents.length, column("text", declared))[0];
    }

    private static int compareAll(JsonNode fitted, ColumnSpec column) {
        return compare(fitted.get("documents"), fitted.get("expected_on_fit"), column)
                + compare(fitted.get("apply"), fitted.get("expected"), column);
    }

    private static ColumnSpec given(JsonNode fitted) {
        Map<String, Object> parameters = parameters(fitted.get("params"));
        parameters.put("terms", ReferenceData.texts(fitted.get("terms")));
        if (fitted.get("idf").isArray()) {
            List<Object> idf = new ArrayList<>();
            fitted.get("idf").forEach(value -> idf.add(value.asDouble()));
            parameters.put("idf", idf);
        }
        return column("text", new StepSpec("tfidf", parameters));
    }

    private static Map<String, Object> parameters(JsonNode given) {
        Map<String, Object> parameters = new HashMap<>();
        given.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "norm" -> parameters.put("norm", value.isNull() ? "none" : value.asText());
                case "sublinear_tf" -> parameters.put("sublinear", value.asBoolean());
                case "smooth_idf" -> parameters.put("smooth-idf", value.asBoolean());
                case "use_idf" -> parameters.put("use-idf", value.asBoolean());
                case "binary" -> parameters.put("binary", value.asBoolean());
                case "lowercase" -> parameters.put("lower-case", value.asBoolean());
                case "min_df" -> parameters.put("min-df", value.asLong());
                case "max_df" -> parameters.put("max-df", value.asDouble());
                case "max_features" -> parameters.put("max-features", value.asLong());
                case "stop_words" -> parameters.put("stop-words", ReferenceData.texts(value));
                case "token_pattern" -> parameters.put("token-pattern", value.asText());
                case "analyzer" -> parameters.put("analyzer", value.asText().replace('_', '-'));
                case "ngram_range" ->
                    parameters.put(
                            "ngrams",
                            List.of(value.get(0).asLong(), value.get(1).asLong()));
                case "n_features", "alternate_sign" -> {}
                default -> throw new AssertionError("a setting must be known: " + entry.getKey());
            }
        });
        return parameters;
    }

    private static int compare(JsonNode texts, JsonNode expected, ColumnSpec column) {
        Object[][] rows = rows(texts);
        FeatureTable table = table(SCHEMA, rows);
        return LearnedColumns.compareSparse(table, rows.length, expected, TOLERANCE, column);
    }

    private static Object[][] rows(JsonNode texts) {
        List<Object[]> rows = new ArrayList<>();
        texts.forEach(text -> rows.add(new Object[] {text.asText()}));
        return rows.toArray(Object[][]::new);
    }
}
