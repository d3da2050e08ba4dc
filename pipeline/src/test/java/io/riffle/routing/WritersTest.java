package io.riffle.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.riffle.frame.ScoredFrame;
import io.riffle.schema.Alert;
import io.riffle.schema.Prediction;
import io.riffle.schema.RecordPosition;
import io.riffle.schema.ScoredBy;
import io.riffle.schema.Severity;
import io.riffle.schema.TopicSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written by hand is read by Jackson, bound to the consumers' records and validated against the schemas. */
class WritersTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ScoredFrame frame = ScoredFrames.two();

    private static byte[] prediction(ScoredFrame frame, int row) {
        return new PredictionWriter(ScoredFrames.INCLUDED, ScoredFrames.SCHEMA)
                .rows(frame)
                .write(row);
    }

    private static void assertValid(TopicSchema schema, byte[] json) throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema.json())
                        .validate(JSON.readTree(json)))
                .as(new String(json, StandardCharsets.UTF_8))
                .isEmpty();
    }

    @Test
    void prediction_readsAsExpected_whenNothingIsUnusual() {
        assertThat(new String(
                        new PredictionWriter(List.of(), ScoredFrames.SCHEMA)
                                .rows(frame)
                                .write(0),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"e1\",\"model_name\":\"fraud\",\"model_version\":\"2\",\"outputs\":["
                        + "{\"name\":\"p\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[0.1,0.9]},"
                        + "{\"name\":\"d\",\"shape\":[1,1],\"datatype\":\"FP64\",\"data\":[0.3333333333333333]},"
                        + "{\"name\":\"l\",\"shape\":[1,1],\"datatype\":\"INT64\",\"data\":[-9223372036854775808]},"
                        + "{\"name\":\"i\",\"shape\":[1,1],\"datatype\":\"INT32\",\"data\":[-7]},"
                        + "{\"name\":\"b\",\"shape\":[1,1],\"datatype\":\"BOOL\",\"data\":[true]},"
                        + "{\"name\":\"s\",\"shape\":[1,1],\"datatype\":\"BYTES\",\"data\":[\"normal\"]}],"
                        + "\"parameters\":{\"score\":0.9,\"label\":\"0\",\"variant\":\"champion\",\"entity\":\"card-1\","
                        + "\"event_time_ms\":1736121600000,"
                        + "\"source\":{\"topic\":\"payments\",\"partition\":3,\"offset\":11}}}");
    }

    @Test
    void prediction_bindsAndValidates_whenEverythingIsUnusual() throws IOException {
        byte[] json = prediction(frame, 1);
        assertValid(TopicSchema.PREDICTION, json);
        assertValid(TopicSchema.PREDICTION, prediction(frame, 0));
        Prediction prediction = JSON.readValue(json, Prediction.class);
        assertThat(prediction.id()).isEqualTo(ScoredFrames.ODD);
        assertThat(prediction.modelName()).isEqualTo("fraud");
        assertThat(prediction.outputs()).hasSize(6);
        assertThat(prediction.outputs().get(1).data()).containsExactly((Object) null);
        assertThat(prediction.outputs().get(2).data()).containsExactly(Long.MAX_VALUE);
        assertThat(prediction.outputs().get(5).data()).containsExactly(ScoredFrames.ODD);
        Prediction.Parameters parameters = prediction.parameters();
        assertThat((float) parameters.score()).isEqualTo(0.95f);
        assertThat(parameters.label()).isEqualTo(ScoredFrames.ODD);
        assertThat(parameters.entity()).isEqualTo(ScoredFrames.ODD);
        assertThat(parameters.degraded()).containsExactly("profile_missing", "profile_stale");
        assertThat(parameters.warnings()).containsExactly("unknown_category:service");
        assertThat(parameters.features())
                .containsEntry("amount", 0.1)
                .containsEntry("items", 3)
                .containsEntry("online", true)
                .containsEntry("note", ScoredFrames.ODD);
        assertThat(parameters.source()).isEqualTo(new RecordPosition("payments", 3, 12));
    }

    @Test
    void prediction_writesNull_whereAnIncludedFeatureIsMissing() throws IOException {
        JsonNode features = JSON.readTree(prediction(frame, 0)).at("/parameters/features");
        assertThat(features.properties())
                .hasSize(4)
                .allMatch(member -> member.getValue().isNull());
    }

    /** What can be told only when the event is scored: a default looks like a value, and profiles change. */
    @Test
    void prediction_tellsHowGoodProfileValuesWere_whenTheyAreIncluded() throws IOException {
        PredictionWriter writer = new PredictionWriter(List.of("amount", "avg", "home"), ScoredFrames.SCHEMA);
        byte[] good = writer.rows(frame).write(0);
        byte[] poor = writer.rows(frame).write(1);
        assertValid(TopicSchema.PREDICTION, good);
        assertValid(TopicSchema.PREDICTION, poor);
        Prediction.Parameters full = JSON.readValue(good, Prediction.class).parameters();
        assertThat(full.featureStatus()).isEmpty();
        assertThat(full.featureAgeMs()).isEqualTo(Map.of("avg", 7_000L));
        Prediction.Parameters degraded = JSON.readValue(poor, Prediction.class).parameters();
        assertThat(degraded.features()).containsEntry("avg", 60).containsEntry("home", null);
        assertThat(degraded.featureStatus()).isEqualTo(Map.of("avg", "stale", "home", "missing"));
        assertThat(degraded.featureAgeMs()).isEqualTo(Map.of("avg", -3L));
        assertThat(JSON.readTree(prediction(frame, 1))
                        .at("/parameters/feature_status")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void prediction_namesTheNewModel_whenTheNextFrameIsScoredByAnother() throws IOException {
        PredictionWriter writer = new PredictionWriter(List.of(), ScoredFrames.SCHEMA);
        writer.rows(frame).write(0);
        ScoredFrame next = new ScoredFrame(
                frame.events(),
                "fraud",
                "3",
                "canary",
                frame.scores(),
                null,
                frame.outputs().subList(3, 4));
        JsonNode prediction = JSON.readTree(writer.rows(next).write(0));
        assertThat(prediction.get("model_version").asText()).isEqualTo("3");
        assertThat(prediction.at("/parameters/variant").asText()).isEqualTo("canary");
        assertThat(prediction.at("/parameters/label").isMissingNode()).isTrue();
        assertThat(prediction.get("outputs")).hasSize(1);
        assertThat(prediction.at("/outputs/0/data/0").asInt()).isEqualTo(-7);
    }

    @Test
    void predictionWriter_refusesAFeature_thatIsNotDeclared() {
        assertThatThrownBy(() -> new PredictionWriter(List.of("nope"), ScoredFrames.SCHEMA))
                .hasMessage("predictions can include declared features only: 'nope' is not declared");
    }

    @Test
    void alert_bindsAndValidates() throws IOException {
        byte[] json = new AlertWriter(ScoredFrames.LIKELY).write(frame, 1);
        assertValid(TopicSchema.ALERT, json);
        Alert alert = JSON.readValue(json, Alert.class);
        assertThat(alert)
                .isEqualTo(new Alert(
                        "likely-fraud:" + ScoredFrames.ODD,
                        "likely-fraud",
                        Severity.HIGH,
                        "raised",
                        new Alert.Event(ScoredFrames.ODD, ScoredFrames.ODD, 1_736_121_600_001L),
                        new Alert.Match(0.95, 0.9, "score >= 0.9"),
                        new ScoredBy("fraud", "2", "champion"),
                        new RecordPosition("payments", 3, 12)));
        assertValid(TopicSchema.ALERT, new AlertWriter(ScoredFrames.UNLIKELY).write(frame, 0));
    }

    @Test
    void numbers_readBackAsTheSame_forAllMagnitudes() throws IOException {
        Random random = new Random(7);
        JsonBuffer json = new JsonBuffer();
        for (int i = 0; i < 50_000; i++) {
            float single = Float.intBitsToFloat(random.nextInt());
            double number = Double.longBitsToDouble(random.nextLong());
            long whole = random.nextLong() >> random.nextInt(64);
            json.clear();
            json.raw('[')
                    .number(single)
                    .raw(',')
                    .number(number)
                    .raw(',')
                    .number(whole)
                    .raw(',')
                    .number((double) whole);
            String[] read = new String(json.raw(']').toBytes(), StandardCharsets.UTF_8)
                    .replaceAll("[\\[\\]]", "")
                    .split(",");
            if (Float.isFinite(single)) {
                assertThat(Float.parseFloat(read[0])).isEqualTo(single);
            } else {
                assertThat(read[0]).isEqualTo("null");
            }
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(read[1])).isEqualTo(number);
            } else {
                assertThat(read[1]).isEqualTo("null");
            }
            assertThat(Long.parseLong(read[2])).isEqualTo(whole);
            assertThat(Double.parseDouble(read[3])).isEqualTo((double) whole);
        }
    }

    /** Half a surrogate pair has no UTF-8 form; as an escape it survives. */
    @Test
    void strings_readBackAsTheSame_forAllCharacters() throws IOException {
        Random random = new Random(11);
        JsonBuffer json = new JsonBuffer();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append((char) (random.nextBoolean() ? random.nextInt(0x100) : random.nextInt(0x10000)));
            }
            json.clear();
            String read = JSON.readValue(json.string(text.toString()).toBytes(), String.class);
            assertThat(read).isEqualTo(text.toString());
        }
    }
}
