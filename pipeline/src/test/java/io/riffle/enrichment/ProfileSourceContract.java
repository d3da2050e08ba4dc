package io.riffle.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every profile source does; each test stores entities of its own. */
public abstract class ProfileSourceContract {
    protected static final List<ProfileField> FIELDS = List.of(
            field("avg_amount", FeatureType.NUMBER),
            field("visits", FeatureType.INTEGER),
            field("home_country", FeatureType.CATEGORY),
            field("is_new", FeatureType.BOOLEAN));
    protected static final Duration PATIENT = Duration.ofSeconds(10);

    protected abstract ProfileSource source();

    /** Puts fields into the store as they stand there, and returns when they can be read. */
    protected abstract void store(String entity, Map<String, String> fields) throws Exception;

    @Test
    void fetch_returnsValuesInDeclaredOrder_withTheirEventTimes() throws Exception {
        store(
                "order-1",
                Map.of(
                        "is_new",
                        "true@4",
                        "home_country",
                        "DE@1736121600003",
                        "visits",
                        "7@2",
                        "avg_amount",
                        "12.5@1"));

        assertThat(source().fetch(List.of("order-1"), PATIENT))
                .containsExactly(Map.entry(
                        "order-1",
                        new EntityProfile(List.of(
                                ProfileValue.ofNumber(12.5, 1),
                                ProfileValue.ofNumber(7, 2),
                                ProfileValue.ofText("DE", 1736121600003L),
                                ProfileValue.ofNumber(1, 4)))));
    }

    @Test
    void fetch_leavesEntitiesOut_whenNothingIsStored() throws Exception {
        store("known-1", Map.of("visits", "1@1"));
        store("other-fields-only-1", Map.of("undeclared", "1@1"));

        assertThat(source().fetch(List.of("unknown-1", "known-1", "other-fields-only-1"), PATIENT))
                .containsOnlyKeys("known-1");
    }

    @Test
    void fetch_returnsNull_whenAFieldIsAbsentOrOfAnotherType() throws Exception {
        store("partial-1", Map.of("avg_amount", "much@1", "visits", "2.5@1", "home_country", "@1736121600001"));

        EntityProfile profile = source().fetch(List.of("partial-1"), PATIENT).get("partial-1");

        assertThat(profile.values()).containsExactly(null, null, ProfileValue.ofText("", 1736121600001L), null);
    }

    @Test
    void fetch_returnsUnknownTime_whenTheValueHasNone() throws Exception {
        store("timeless-1", Map.of("avg_amount", "-0.25", "home_country", "a@b.example"));

        EntityProfile profile = source().fetch(List.of("timeless-1"), PATIENT).get("timeless-1");

        assertThat(profile.values().get(0)).isEqualTo(ProfileValue.ofNumber(-0.25, ProfileValue.UNKNOWN_TIME));
        assertThat(profile.values().get(2)).isEqualTo(ProfileValue.ofText("a@b.example", ProfileValue.UNKNOWN_TIME));
    }

    /** A large batch: answers must not be mixed up between entities, whatever order they come in. */
    @Test
    void fetch_returnsEachEntityItsOwnProfile_whenTheBatchIsLarge() throws Exception {
        List<String> entities = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            entities.add("many-ü-" + i);
            if (i % 3 != 0) {
                store("many-ü-" + i, Map.of("visits", i + "@" + (i + 1)));
            }
        }

        Map<String, EntityProfile> profiles = source().fetch(entities, PATIENT);

        assertThat(profiles).hasSize(666);
        for (int i = 0; i < 1_000; i++) {
            EntityProfile profile = profiles.get("many-ü-" + i);
            assertThat(profile == null ? null : profile.values().get(1))
                    .isEqualTo(i % 3 == 0 ? null : ProfileValue.ofNumber(i, i + 1));
        }
    }

    @Test
    void fetch_returnsNothing_whenNothingIsAsked() throws Exception {
        assertThat(source().fetch(List.of(), PATIENT)).isEmpty();
    }

    protected static ProfileField field(String name, FeatureType type) {
        return new ProfileField(name, type, Optional.empty(), Optional.empty());
    }
}
