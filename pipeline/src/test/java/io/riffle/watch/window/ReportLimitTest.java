package io.riffle.watch.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.frame.RecordLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report of many features is a record that a topic takes, and says how many it does not show. */
class ReportLimitTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = RecordLimit.USUAL.bytes();

    @Test
    void report_isAsItWas_whereItFits() throws Exception {
        byte[] report = report(100, 10);
        assertThat(ReportLimit.fitting(report)).isSameAs(report);
    }

    /** The features stand worst first, so what is lost is what changed least. */
    @ParameterizedTest
    @ValueSource(ints = {3_000, 10_000, 60_000})
    void report_losesItsLastFeatures_whereItDoesNotFit(int features) throws Exception {
        byte[] report = report(features, 400);
        assertThat(report.length).isGreaterThan(MOST);

        byte[] fitting = ReportLimit.fitting(report);

        assertThat(fitting.length).isBetween(MOST / 2, MOST - 1_000);
        JsonNode cut = JSON.readTree(fitting);
        int left = cut.path("features").size();
        assertThat(left).isPositive();
        assertThat(cut.path("features_cut").asInt()).isEqualTo(features - left);
        assertThat(cut.path("features").get(0).path("feature").asText()).isEqualTo("f0");
        assertThat(cut.path("features").get(left - 1).path("feature").asText()).isEqualTo("f" + (left - 1));
        assertThat(cut.path("drifted").asInt()).isEqualTo(7);
        assertThat(cut.path("probability").asDouble()).isEqualTo(1.2345678901234567e-17);
    }

    @Test
    void report_losesWhatIsLargest_whereSeveralListsAreLong() throws Exception {
        Map<String, Object> fields = fields(8_000, 100);
        fields.put("checks", List.of("a", "b"));
        JsonNode cut = JSON.readTree(ReportLimit.fitting(JSON.writeValueAsBytes(fields)));
        assertThat(cut.path("checks")).hasSize(2);
        assertThat(cut.has("checks_cut")).isFalse();
    }

    @Test
    void report_losesEverything_whereOneFeatureIsTooMuch() throws Exception {
        JsonNode cut = JSON.readTree(ReportLimit.fitting(report(1, 2 * MOST)));
        assertThat(cut.path("features")).isEmpty();
        assertThat(cut.path("features_cut").asInt()).isEqualTo(1);
    }

    private static byte[] report(int features, int size) throws Exception {
        return JSON.writeValueAsBytes(fields(features, size));
    }

    private static Map<String, Object> fields(int features, int size) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            all.add(Map.of("feature", "f" + i, "note", "x".repeat(size)));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model_name", "m");
        fields.put("drifted", 7);
        fields.put("probability", 1.2345678901234567e-17);
        fields.put("features", all);
        return fields;
    }
}
