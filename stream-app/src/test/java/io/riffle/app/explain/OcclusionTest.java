package io.riffle.app.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.explain.Contributions.Contribution;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.GoldenRow;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.scoring.Scorer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Contributions against the weights of the example's model, which its comment tells; and against a network. */
class OcclusionTest {
    /** logit = -4 + 1.5 (log1p(amount) - 3.1) / 1.2 + 0.5 [web] - 0.5 [store] + 0.25 count + 0.5 log1p(sum) */
    @Test
    void contributions_areWeightTimesDifference_forALinearModel() throws Exception {
        Map<String, Object> values =
                Map.of("amount", 90.0, "shop", "web", "amount_1h_count", 4.0, "amount_1h_sum", 200.0);
        Map<String, Object> typical = new LinkedHashMap<>();
        typical.put("amount", 20.0);
        typical.put("shop", "store");
        typical.put("amount_1h_count", 1.0);
        typical.put("amount_1h_sum", 30.0);

        Contributions contributions = explain("quickstart.yaml", "1", values, typical);

        assertThat(contributions.exact()).isTrue();
        assertThat(contributions.unit()).isEqualTo("logit");
        assertThat(of(contributions, "amount")).isCloseTo(1.25 * (Math.log1p(90) - Math.log1p(20)), offset(1e-4));
        assertThat(of(contributions, "shop")).isCloseTo(1.0, offset(1e-4));
        assertThat(of(contributions, "amount_1h_count")).isCloseTo(0.75, offset(1e-4));
        assertThat(of(contributions, "amount_1h_sum"))
                .isCloseTo(0.5 * (Math.log1p(200) - Math.log1p(30)), offset(1e-4));
        double logit = -4 + 1.25 * (Math.log1p(20) - 3.1) - 0.5 + 0.25 + 0.5 * Math.log1p(30);
        assertThat(contributions.typical()).isCloseTo(1 / (1 + Math.exp(-logit)), offset(1e-5));
        assertThat(contributions.features().get(0).feature()).isEqualTo("amount");
    }

    /** In the demo's network features act together: that the parts do not add up is said, not hidden. */
    @Test
    void contributions_areNotCalledExact_forANetwork() throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        golden("card-fraud.yaml", "1")
                .forEach((feature, value) ->
                        values.put(feature, value instanceof Number number ? (Object) number.doubleValue() : value));
        Map<String, Object> typical = Map.of("amount", 20.0, "distance_km", 5.0, "amount_1h_count", 1.0);
        Contributions contributions = explain("card-fraud.yaml", "1", values, typical);
        assertThat(contributions.exact()).isFalse();
        assertThat(contributions.features()).hasSize(3);
    }

    @Test
    void typicalValues_areMedianAndMode() {
        ReferenceProfile reference = new ReferenceProfile(
                10,
                Map.of(
                        "n", new NumberBins(List.of(1.0, 2.0, 4.0), List.of(1L, 2L, 6L, 1L), 0),
                        "low", new NumberBins(List.of(5.0), List.of(9L, 1L), 0),
                        "absent", new NumberBins(List.of(5.0), List.of(1L, 1L), 8)),
                Map.of("c", new CategoryCounts(Map.of("web", 7L, "store", 3L), 0)),
                Optional.empty());
        TypicalValues typical = new TypicalValues(reference);
        assertThat(typical.of("n")).contains(3.0);
        assertThat(typical.of("low")).contains(5.0);
        assertThat(typical.of("absent")).isEmpty();
        assertThat(typical.of("c")).contains("web");
        assertThat(typical.of("other")).isEmpty();
    }

    /** The features of the last golden row, which is scored 0.64. */
    private static Map<String, Object> golden(String file, String version) throws Exception {
        List<GoldenRow> rows = ModelVersions.registry(pipeline(file))
                .open(version)
                .manifest()
                .golden()
                .rows();
        return rows.get(rows.size() - 1).features();
    }

    private static Pipeline pipeline(String file) {
        return new ConfigLoader(Map.of(), Map.of())
                .load(Path.of("..", "config", file))
                .value();
    }

    private static double of(Contributions contributions, String feature) {
        return contributions.features().stream()
                .filter(each -> each.feature().equals(feature))
                .mapToDouble(Contribution::contribution)
                .findFirst()
                .orElseThrow();
    }

    private static Contributions explain(
            String file, String version, Map<String, Object> values, Map<String, Object> typical) throws Exception {
        Pipeline pipeline = pipeline(file);
        try (ModelVersions versions = new ModelVersions(pipeline);
                Scorer scorer = versions.load(version, "", false)) {
            return new Occlusion(pipeline.schema(), true).of(scorer, values, typical);
        }
    }
}
