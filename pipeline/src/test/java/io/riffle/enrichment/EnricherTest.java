package io.riffle.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.NearCacheConfig;
import io.riffle.config.NewerThanEvent;
import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.config.ProfileLayout;
import io.riffle.config.RedisTls;
import io.riffle.config.event.FeatureAbout;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.schema.Degradation;
import io.riffle.settings.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EnricherTest {
    private static final long NOON = 1_736_164_800_000L;
    private static final long HOUR = 3_600_000;
    private static final int AVERAGE = 1;
    private static final int COUNTRY = 2;
    private static final List<ProfileField> FIELDS = List.of(
            new ProfileField(
                    "avg_amount",
                    FeatureType.NUMBER,
                    Optional.of("7.5"),
                    Optional.of(Duration.ofHours(24)),
                    Optional.of(Duration.ofHours(48)),
                    FeatureAbout.DEFAULT),
            new ProfileField("home_country", FeatureType.CATEGORY, Optional.empty(), Optional.empty()));
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("avg_amount", FeatureType.NUMBER, FeatureSource.PROFILE),
            new Feature("home_country", FeatureType.CATEGORY, FeatureSource.PROFILE)));

    private final InMemoryProfileSource source = new InMemoryProfileSource(FIELDS);
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final EventFrame frame = new EventFrame(SCHEMA, 8);
    private NewerThanEvent newer = NewerThanEvent.PRESENT;
    private long nanoTime;

    @Test
    void enrich_takesTheStoredValues_whenTheyAreYoungEnough() {
        store("card-1", "12.5@" + (NOON - HOUR), "DE@" + NOON);
        store("card-2", "80@" + NOON, "FR@" + NOON);
        event("card-1", NOON);
        event("card-2", NOON);
        event("card-1", NOON);

        enricher().enrich(frame);

        assertThat(numbers()).containsExactly(12.5, 80, 12.5);
        assertThat(frame.features().text(COUNTRY, 1)).isEqualTo("FR");
        assertThat(status(AVERAGE, 0)).isEqualTo(FeatureStatus.PRESENT);
        assertThat(frame.degradations(0)).isEmpty();
        assertThat(metrics.total("feature_stale") + metrics.total("feature_missing"))
                .isZero();
    }

    /** However many rows a frame has, and however often an entity occurs in it: one call, each entity once. */
    @Test
    void enrich_asksOncePerFrame_forDistinctEntities() {
        event("card-1", NOON);
        event("card-2", NOON);
        event("card-1", NOON);

        enricher().enrich(frame);

        assertThat(source.calls()).containsExactly(List.of("card-1", "card-2"));
        assertThat(metrics.sum("profile_lookups", "redis")).isEqualTo(2);
        assertThat(metrics.sum("profile_lookups", "near_cache")).isZero();
    }

    @Test
    void enrich_usesTheDefault_whenAFieldIsMissing() {
        store("card-1", null, "DE@" + NOON);
        event("card-1", NOON);
        event("nobody", NOON);

        enricher().enrich(frame);

        assertThat(numbers()).containsExactly(7.5, 7.5);
        assertThat(status(AVERAGE, 0)).isEqualTo(FeatureStatus.MISSING);
        assertThat(frame.features().text(COUNTRY, 0)).isEqualTo("DE");
        assertThat(frame.features().text(COUNTRY, 1)).isNull();
        assertThat(status(COUNTRY, 1)).isEqualTo(FeatureStatus.MISSING);
        assertThat(frame.degradations(0)).containsExactly(Degradation.PROFILE_MISSING);
        assertThat(frame.degradations(1)).containsExactly(Degradation.PROFILE_MISSING);
        assertThat(metrics.sum("feature_missing", "avg_amount")).isEqualTo(2);
        assertThat(metrics.sum("feature_missing", "home_country")).isEqualTo(1);
    }

    /** A key that holds something else must not look like an entity that is new. */
    @Test
    void enrich_tellsSo_whenSomethingElseIsStored_alsoFromMemory() {
        source.putUnreadable("card-1");
        event("card-1", NOON);
        event("nobody", NOON);
        Enricher enricher = enricher();
        enricher.enrich(frame);

        assertThat(numbers()).containsExactly(7.5, 7.5);
        assertThat(frame.degradations(0)).containsExactly(Degradation.PROFILE_UNREADABLE);
        assertThat(frame.degradations(1)).containsExactly(Degradation.PROFILE_MISSING);

        enrich(enricher, "card-1", NOON);
        assertThat(frame.degradations(0)).containsExactly(Degradation.PROFILE_UNREADABLE);
        assertThat(source.calls()).hasSize(1);
    }

    /** The bound itself is young enough; one millisecond more is not. */
    @Test
    void enrich_usesTheDefault_whenAValueIsOlderThanItsMaximumAgeAtTheEventsTime() {
        store("card-1", "12.5@" + NOON, "DE@100000000000");
        event("card-1", NOON + 24 * HOUR);
        event("card-1", NOON + 24 * HOUR + 1);

        enricher().enrich(frame);

        assertThat(numbers()).containsExactly(12.5, 7.5);
        assertThat(status(AVERAGE, 1)).isEqualTo(FeatureStatus.STALE);
        assertThat(status(COUNTRY, 1)).isEqualTo(FeatureStatus.PRESENT);
        assertThat(frame.degradations(0)).isEmpty();
        assertThat(frame.degradations(1)).containsExactly(Degradation.PROFILE_STALE);
        assertThat(metrics.sum("feature_stale", "avg_amount")).isEqualTo(1);
    }

    @Test
    void enrich_countsAValueAsMissing_whenItIsOlderThanItsTimeToLive() {
        store("card-1", "12.5@" + NOON, "DE@" + NOON);
        event("card-1", NOON + 48 * HOUR);
        event("card-1", NOON + 48 * HOUR + 1);

        enricher().enrich(frame);

        assertThat(status(AVERAGE, 0)).isEqualTo(FeatureStatus.STALE);
        assertThat(status(AVERAGE, 1)).isEqualTo(FeatureStatus.MISSING);
        assertThat(numbers()).containsExactly(7.5, 7.5);
    }

    @Test
    void enrich_countsAValueAsStale_whenItsTimeIsUnknownAndItsAgeIsBounded() {
        store("card-1", "12.5", "DE");
        event("card-1", NOON);

        enricher().enrich(frame);

        assertThat(status(AVERAGE, 0)).isEqualTo(FeatureStatus.STALE);
        assertThat(status(COUNTRY, 0)).isEqualTo(FeatureStatus.PRESENT);
    }

    /** A late event, or a replay against today's store. */
    @Test
    void enrich_takesTheValue_whenItIsNewerThanTheEvent() {
        store("card-1", "12.5@" + NOON, "DE@" + NOON);
        event("card-1", NOON - 48 * HOUR);

        enricher().enrich(frame);

        assertThat(status(AVERAGE, 0)).isEqualTo(FeatureStatus.PRESENT);
    }

    /** The replay of a recording must not see what became known after it; a value without a time may be such a one. */
    @Test
    void enrich_countsAValueAsMissing_whenItIsNewerThanTheEvent_andThatIsAsked() {
        newer = NewerThanEvent.MISSING;
        store("card-1", "12.5@" + NOON, "DE");
        event("card-1", NOON - 1);
        event("card-1", NOON);

        enricher().enrich(frame);

        assertThat(numbers()).containsExactly(7.5, 12.5);
        assertThat(status(AVERAGE, 0)).isEqualTo(FeatureStatus.MISSING);
        assertThat(status(AVERAGE, 1)).isEqualTo(FeatureStatus.PRESENT);
        assertThat(status(COUNTRY, 1)).isEqualTo(FeatureStatus.MISSING);
        assertThat(frame.degradations(0)).containsExactly(Degradation.PROFILE_MISSING);
        assertThat(metrics.sum("feature_missing", "avg_amount")).isEqualTo(1);
    }

    /** Counted to the event, not to now; also of what a default stands for. */
    @Test
    void enrich_tellsHowOldValuesWere_whenTheEventHappened() {
        store("card-1", "12.5@" + (NOON - HOUR), "DE@" + (NOON + HOUR));
        store("card-2", "80@" + (NOON - 25 * HOUR), "FR");
        event("card-1", NOON);
        event("card-2", NOON);
        event("nobody", NOON);

        enricher().enrich(frame);

        assertThat(ages(AVERAGE)).containsExactly(HOUR, 25 * HOUR, FeatureTable.UNKNOWN_AGE);
        assertThat(ages(COUNTRY)).containsExactly(-HOUR, FeatureTable.UNKNOWN_AGE, FeatureTable.UNKNOWN_AGE);

        frame.features().move(1, 0);
        frame.features().clearRow(1);
        assertThat(ages(AVERAGE)).containsExactly(25 * HOUR, FeatureTable.UNKNOWN_AGE, FeatureTable.UNKNOWN_AGE);
        EventFrame part = new EventFrame(SCHEMA, 1);
        part.features().copy(frame.features(), 0, 0);
        assertThat(part.features().age(AVERAGE, 0)).isEqualTo(25 * HOUR);
        frame.features().clear(20);
        assertThat(ages(AVERAGE)).containsOnly(FeatureTable.UNKNOWN_AGE);
    }

    @Test
    void enrich_asksAgain_whenTheNearCacheHasExpired() {
        Enricher enricher = enricher();
        store("card-1", "1@" + NOON, "DE@" + NOON);
        enrich(enricher, "card-1", NOON);
        store("card-1", "2@" + NOON, "DE@" + NOON);

        nanoTime += Duration.ofSeconds(9).toNanos();
        enrich(enricher, "card-1", NOON);
        assertThat(numbers()).containsExactly(1);
        assertThat(metrics.sum("profile_lookups", "near_cache")).isEqualTo(1);

        nanoTime += Duration.ofSeconds(2).toNanos();
        enrich(enricher, "card-1", NOON);
        assertThat(numbers()).containsExactly(2);
        assertThat(source.calls()).hasSize(2);
    }

    /** Keeping a value in memory must not make it look young. */
    @Test
    void enrich_findsAValueStale_whenItGrewOldInTheNearCache() {
        Enricher enricher = enricher();
        store("card-1", "1@" + NOON, "DE@" + NOON);
        enrich(enricher, "card-1", NOON);

        enrich(enricher, "card-1", NOON + 25 * HOUR);

        assertThat(source.calls()).hasSize(1);
        assertThat(status(AVERAGE, 0)).isEqualTo(FeatureStatus.STALE);
    }

    @Test
    void enrich_remembersThatThereIsNoProfile_forTheSameTime() {
        Enricher enricher = enricher();
        enrich(enricher, "nobody", NOON);
        enrich(enricher, "nobody", NOON);
        assertThat(source.calls()).hasSize(1);
        assertThat(frame.degradations(0)).containsExactly(Degradation.PROFILE_MISSING);

        nanoTime += Duration.ofSeconds(11).toNanos();
        enrich(enricher, "nobody", NOON);
        assertThat(source.calls()).hasSize(2);
    }

    @Test
    void enrich_marksDegraded_whenTheSourceIsUnavailable() {
        Enricher enricher = enricher();
        store("card-1", "12.5@" + NOON, "DE@" + NOON);
        enrich(enricher, "card-1", NOON);
        source.available(false);
        frame.clear(2);
        event("card-1", NOON);
        event("card-2", NOON);

        enricher.enrich(frame);

        assertThat(numbers()).containsExactly(12.5, 7.5);
        assertThat(frame.degradations(0)).isEmpty();
        assertThat(frame.degradations(1)).containsExactly(Degradation.PROFILE_UNAVAILABLE);
        assertThat(status(AVERAGE, 1)).isEqualTo(FeatureStatus.MISSING);
        assertThat(metrics.sum("profile_lookups", "near_cache")).isEqualTo(1);
        assertThat(metrics.sum("profile_lookups", "redis")).isEqualTo(1);
    }

    /** An outage says nothing about the entity: it must not be remembered as one without a profile. */
    @Test
    void enrich_asksAgain_whenTheSourceWasUnavailable() {
        Enricher enricher = enricher();
        store("card-1", "12.5@" + NOON, "DE@" + NOON);
        source.available(false);
        enrich(enricher, "card-1", NOON);
        source.available(true);

        enrich(enricher, "card-1", NOON);

        assertThat(numbers()).containsExactly(12.5);
        assertThat(frame.degradations(0)).isEmpty();
    }

    @Test
    void enrich_asksEveryTime_whenTheNearCacheIsOff() {
        Enricher enricher = enricher(new NearCacheConfig(100, Duration.ZERO));
        enrich(enricher, "card-1", NOON);
        enrich(enricher, "card-1", NOON);

        assertThat(source.calls()).hasSize(2);
    }

    @Test
    void enrich_asksNobody_whenTheFrameIsEmpty() {
        enricher().enrich(frame);

        assertThat(source.calls()).isEmpty();
    }

    private List<Long> ages(int column) {
        return LongStream.range(0, frame.size())
                .mapToObj(row -> frame.features().age(column, (int) row))
                .toList();
    }

    private Enricher enricher() {
        return enricher(new NearCacheConfig(100, Duration.ofSeconds(10)));
    }

    private Enricher enricher(NearCacheConfig nearCache) {
        ProfileConfig config = new ProfileConfig(
                new Secret("redis://localhost"),
                RedisTls.NONE,
                "profile:{entity}",
                ProfileLayout.HASH,
                Duration.ofMillis(20),
                newer,
                nearCache,
                FIELDS);
        return new Enricher(
                config, SCHEMA, source, new NearCache(nearCache, () -> nanoTime), metrics, FeatureMetrics.NONE);
    }

    private void enrich(Enricher enricher, String entity, long eventTime) {
        frame.clear(1);
        event(entity, eventTime);
        enricher.enrich(frame);
    }

    private void event(String entity, long eventTime) {
        SourcePosition position = new SourcePosition("events", 0, frame.size());
        FrameRow row = FrameRow.of(position, eventTime, null, new byte[0], new RecordHeaders());
        frame.add(row, "event-" + frame.size(), entity, eventTime);
    }

    private void store(String entity, String average, String country) {
        if (average != null) {
            source.put(entity, "avg_amount", average);
        }
        source.put(entity, "home_country", country);
    }

    private double[] numbers() {
        double[] numbers = new double[frame.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = frame.features().number(AVERAGE, row);
        }
        return numbers;
    }

    private FeatureStatus status(int column, int row) {
        return frame.features().status(column, row);
    }
}
