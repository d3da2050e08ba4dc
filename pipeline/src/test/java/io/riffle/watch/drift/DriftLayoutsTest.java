package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.DriftConfig;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftLayoutsTest {
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT)));

    private Optional<ReferenceProfile> profile = profile(10);
    private final DriftLayouts layouts = new DriftLayouts(version -> profile, SCHEMA, DriftConfig.of("payments"));

    @Test
    void layout_isMadeOnce_andAgainWhenTheVersionHasAnotherProfile() {
        DriftLayout first = layouts.of("1").orElseThrow();
        assertThat(layouts.of("1")).containsSame(first);
        profile = profile(20);
        assertThat(layouts.of("1"))
                .hasValueSatisfying(second -> assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint()));
    }

    @Test
    void layout_isThere_whenTheProfileCouldBeReadAtLast() {
        profile = Optional.empty();
        assertThat(layouts.of("1")).isEmpty();
        profile = profile(10);
        assertThat(layouts.of("1")).isPresent();
    }

    private static Optional<ReferenceProfile> profile(double edge) {
        NumberBins bins = new NumberBins(List.of(0.0, edge), List.of(5L, 5L, 5L), 0);
        return Optional.of(new ReferenceProfile(15, Map.of("amount", bins), Map.of(), Optional.empty()));
    }
}
