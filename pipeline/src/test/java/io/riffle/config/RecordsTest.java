package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.schema.DeadLetterReason;
import io.riffle.settings.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pipeline made in code obeys the same rules as one from a file. */
class RecordsTest {
    private static final EventConfig EVENT = new EventConfig(
            new EventConfig.Identity("id", "entity", EventTimeConfig.DEFAULT),
            false,
            1000,
            EventLayout.PLAIN,
            DuplicatesConfig.DEFAULT,
            List.of());

    @Test
    void record_tellsAllItsViolations() {
        assertThatThrownBy(() -> new BatchConfig(0, Duration.ofMillis(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch.max-size must be at least 1: was 0; batch.max-delay must not be negative: was -5ms");
    }

    @Test
    void pipeline_tellsAllItsViolations() {
        PredictionsConfig predictions = new PredictionsConfig(List.of("nothing"));
        assertThatThrownBy(() -> pipeline("a b", predictions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pipeline must be up to 100 letters")
                .hasMessageContaining("predictions.include-features must be declared features, not nothing");
    }

    @Test
    void pipeline_isMadeInCode() {
        assertThat(pipeline("p", PredictionsConfig.DEFAULT).schema().size()).isEqualTo(1);
    }

    @Test
    void driftConfig_tellsAllItsViolations() {
        assertThatThrownBy(() -> new DriftConfig(
                        new JudgingConfig(Duration.ofMinutes(10), Duration.ofMinutes(-1), Duration.ofMinutes(5), 1, 0),
                        Duration.ofMinutes(15),
                        List.of(),
                        "a b",
                        "a b",
                        DriftConfig.WithoutReference.SKIP,
                        DriftConfig.Season.NONE,
                        Map.of()))
                .hasMessageContaining("drift.sliding must be 2 to 168 times drift.window")
                .hasMessageContaining("drift.grace must not be negative")
                .hasMessageContaining("drift.false-alarm-every must be at least as long as drift.window")
                .hasMessageContaining("drift.min-effect must be from 0 to below 1")
                .hasMessageContaining("drift.min-rows must be at least 1")
                .hasMessageContaining("drift.reports-topic must be a topic name")
                .hasMessageContaining("drift.counts-topic must be a topic name");
    }

    @Test
    void qualityConfig_tellsAllItsViolations() {
        assertThatThrownBy(() -> new QualityConfig(
                        new JudgingConfig(Duration.ofMinutes(7), Duration.ofSeconds(-1), Duration.ofMinutes(1), 1, 0),
                        1.5,
                        -0.1,
                        Optional.of(new QualityConfig.Freshness(Duration.ZERO, 2)),
                        new VolumeConfig(1, 1, -1),
                        Map.of(DeadLetterReason.WRONG_TYPE, 1.1),
                        Map.of("amount", Map.of(FieldFault.OUT_OF_RANGE, -1.0))))
                .hasMessageContaining("quality.window must divide a day: was PT7M")
                .hasMessageContaining("quality.grace must not be negative")
                .hasMessageContaining("quality.false-alarm-every must be at least as long as quality.window")
                .hasMessageContaining("quality.min-effect must be from 0 to below 1")
                .hasMessageContaining("quality.min-rows must be at least 1")
                .hasMessageContaining("quality.rejected must be from 0 to 1: was 1.5")
                .hasMessageContaining("quality.duplicates must be from 0 to 1: was -0.1")
                .hasMessageContaining("quality.freshness.within must be above zero")
                .hasMessageContaining("quality.freshness.share must be from 0 to 1")
                .hasMessageContaining("quality.volume.min-days must be at least 2")
                .hasMessageContaining("quality.volume.min-change must be at least 0")
                .hasMessageContaining("quality.reasons.wrong-type must be from 0 to 1: was 1.1")
                .hasMessageContaining("quality.fields.amount.out-of-range must be from 0 to 1: was -1.0");
    }

    /** Each window is kept for days: 5,000 of them are about 20 MB. */
    @Test
    void qualityConfig_looksBackFewerDays_whenWindowsAreShort() {
        assertThat(QualityConfig.volume(Duration.ofMinutes(1)).days()).isEqualTo(3);
        assertThat(QualityConfig.volume(Duration.ofHours(1)).days()).isEqualTo(35);
        assertThat(QualityConfig.DEFAULT.windowsPerDay()).isEqualTo(24);
    }

    @Test
    void driftConfig_hasDefaults() {
        DriftConfig usual = DriftConfig.of("p");
        assertThat(usual.windowsInSliding()).isEqualTo(4);
        assertThat(usual.reportsTopic()).isEqualTo("p.drift.v1");
        assertThat(usual.countsTopic()).isEqualTo("p.window-counts.v1");
    }

    @Test
    void kafkaConfig_masksSecrets() {
        KafkaConfig usual = KafkaConfig.at("h:1");
        KafkaConfig kafka = new KafkaConfig(
                "h:1",
                usual.guarantee(),
                1,
                usual.commitInterval(),
                0,
                usual.stateDirectory(),
                Map.of("sasl.jaas.config", "hunter2"));
        assertThat(kafka.toString()).doesNotContain("hunter2").contains("sasl.jaas.config=****");
    }

    @ParameterizedTest
    @CsvSource({"1h, 1m", "24h, 24m", "10s, 1s", "7d, 168m", "1m, 1s", "100s, 2s", "127s, 2540ms", "90s, 1500ms"})
    void windowBuckets_areAboutASixtieth_whenNothingIsSaid(String over, String every) {
        assertThat(WindowRules.usualEvery(DurationText.parse(over))).isEqualTo(DurationText.parse(every));
    }

    @ParameterizedTest
    @CsvSource({"250ms", "20s", "5m", "24h", "7d", "90s", "0ms"})
    void duration_isReadBack_asItWasShown(String text) {
        Duration duration = DurationText.parse(text);
        assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
    }

    private static Pipeline pipeline(String name, PredictionsConfig predictions) {
        return new Pipeline(
                name,
                new StreamConfig(KafkaConfig.at("localhost:9092"), TopicsConfig.of("p"), BatchConfig.DEFAULT),
                RowConfig.of(EVENT),
                new AnswerConfig(ModelsConfig.in(Path.of("models")), predictions, List.of()),
                WatchConfig.NONE,
                HttpConfig.DEFAULT);
    }
}
