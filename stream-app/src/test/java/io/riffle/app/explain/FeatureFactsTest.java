package io.riffle.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a prediction recorded about the features of profiles, as JSON and as people read it. */
class FeatureFactsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARAMETERS = """
            {"features": {"avg_amount": 31.5, "std_amount": 45, "online_share": 0.25, "payments_per_day": null,
                          "account_age_days": 12},
             "feature_status": {"std_amount": "stale", "online_share": "missing", "payments_per_day": "missing"},
             "feature_age_ms": {"avg_amount": 7200000, "std_amount": 259200000, "payments_per_day": 5184000000,
                                "account_age_days": -90000}}""";

    @Test
    void facts_tellStatusAndAge_ofWhatWasLookedUp() throws Exception {
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of())
                .load(Path.of("..", "config", "card-fraud.yaml"))
                .value();
        List<FeatureFact> facts = new FeatureFacts(pipeline).of(Optional.empty(), JSON.readTree(PARAMETERS));
        assertThat(fact("avg_amount", facts).age()).isEqualTo(7_200_000);
        assertThat(fact("std_amount", facts).status()).isEqualTo("stale");

        ObjectNode explanation = JSON.createObjectNode();
        explanation.putObject("model");
        Explainer.features(explanation.putArray("features"), facts);
        assertThat(String.join("\n", ExplanationText.lines(explanation)))
                .contains("avg_amount                   profile  31.5, 2.0 h old  (from the prediction)")
                .contains("std_amount                   profile  stale, 3.0 d old: default 45  (from the prediction)")
                .contains("online_share                 profile  missing: default 0.25  (from the prediction)")
                .contains("payments_per_day             profile  missing, expired, 60.0 d old  (from the prediction)")
                .contains("account_age_days             profile  12, 90.0 s newer than the event  (from")
                .contains("home_radius_km               profile  not known: was not recorded");
    }

    private static FeatureFact fact(String name, List<FeatureFact> facts) {
        return facts.stream()
                .filter(each -> each.feature().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
