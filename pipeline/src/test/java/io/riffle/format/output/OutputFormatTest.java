package io.riffle.format.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class OutputFormatTest {
    private static final FeatureSchema FEATURES = new FeatureSchema(List.of(
            new Feature(FeatureSchema.EVENT_TIME, FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("amount/max", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("online", FeatureType.BOOLEAN, FeatureSource.EVENT),
            new Feature("amount.max", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("shop", FeatureType.CATEGORY, FeatureSource.EVENT)));

    private static final String FULL = """
            {"id":"e1","model_name":"m","model_version":"2","outputs":[{"name":"p","shape":[1,1],"datatype":"FP32","data":[0.5]}],
            "parameters":{"score":0.5,"label":"fraud","variant":"champion","entity":"c1","event_time_ms":1700000000123,
            "degraded":["profile_missing","profile_stale"],"warnings":["outlier:amount"],
            "features":{"amount/max":12.5,"online":true,"shop":null},"source":{"topic":"t","partition":3,"offset":9000000000}}}""";

    private static final String BARE = """
            {"id":"e1","model_name":"m","model_version":"2","outputs":[],"parameters":{"score":1,"variant":"champion",
            "entity":"c1","event_time_ms":-5,"source":{"topic":"t","partition":0,"offset":0}}}""";

    private final FlatRecord record = new FlatRecord(List.of("amount/max", "online", "shop"), FEATURES);

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void connectJson_isASchemaAndARow() {
        String json = text(new ConnectJson(record).of(bytes(FULL)));
        assertThat(json)
                .startsWith(
                        "{\"schema\":{\"type\":\"struct\",\"name\":\"io.riffle.Prediction\",\"optional\":false,\"fields\":["
                                + "{\"field\":\"id\",\"type\":\"string\",\"optional\":false},")
                .contains("{\"field\":\"event_time_ms\",\"type\":\"int64\",\"optional\":false,"
                        + "\"name\":\"org.apache.kafka.connect.data.Timestamp\",\"version\":1}")
                .contains("{\"field\":\"feature_online\",\"type\":\"boolean\",\"optional\":true}")
                .endsWith(
                        "\"payload\":{\"id\":\"e1\",\"entity\":\"c1\",\"event_time_ms\":1700000000123,\"model_name\":\"m\","
                                + "\"model_version\":\"2\",\"variant\":\"champion\",\"score\":0.5,\"label\":\"fraud\","
                                + "\"degraded\":\"profile_missing,profile_stale\",\"warnings\":\"outlier:amount\","
                                + "\"source_topic\":\"t\",\"source_partition\":3,\"source_offset\":9000000000,"
                                + "\"outputs\":\"[{\\\"name\\\":\\\"p\\\",\\\"shape\\\":[1,1],\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[0.5]}]\","
                                + "\"feature_amount_max\":12.5,\"feature_online\":true,\"feature_shop\":null}}");
        assertThat(text(new ConnectJson(record).of(bytes(BARE)))).contains("\"label\":null,\"degraded\":null,");
    }

    /** What Avro's own reader makes of it, with the schema that is registered. */
    @Test
    void avro_isReadByItsSchema() throws Exception {
        assertThat(avro(FULL))
                .isEqualTo(
                        "{\"id\": \"e1\", \"entity\": \"c1\", \"event_time_ms\": 1700000000123, \"model_name\": \"m\","
                                + " \"model_version\": \"2\", \"variant\": \"champion\", \"score\": 0.5, \"label\": \"fraud\","
                                + " \"degraded\": \"profile_missing,profile_stale\", \"warnings\": \"outlier:amount\","
                                + " \"source_topic\": \"t\", \"source_partition\": 3, \"source_offset\": 9000000000,"
                                + " \"outputs\": \"[{\\\"name\\\":\\\"p\\\",\\\"shape\\\":[1,1],\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[0.5]}]\","
                                + " \"feature_amount_max\": 12.5, \"feature_online\": true, \"feature_shop\": null}");
        assertThat(avro(BARE)).contains("\"event_time_ms\": -5", "\"score\": 1.0, \"label\": null");
    }

    private String avro(String prediction) throws Exception {
        byte[] bytes = new AvroPredictions(record, () -> 258).of(bytes(prediction));
        assertThat(bytes).startsWith(0, 0, 0, 1, 2);
        Schema schema = new Schema.Parser().parse(AvroPredictions.schema(record));
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        return read.toString();
    }

    @Test
    void features_areRefused_whenTheirColumnsAreTheSame() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlatRecord(List.of("amount/max", "amount.max"), FEATURES))
                .withMessageContaining("two are the column feature_amount_max");
    }
}
