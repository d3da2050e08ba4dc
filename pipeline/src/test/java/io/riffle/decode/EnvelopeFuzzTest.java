package io.riffle.decode;

import static io.riffle.decode.EnvelopeHarness.event;
import static io.riffle.decode.EnvelopeHarness.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EnvelopeConfig.Kind;
import io.riffle.config.event.EventConfig;
import io.riffle.decode.envelope.EventBytes;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.frame.FrameRow;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Whatever stands where an envelope should be is accepted, skipped or refused; an exception would end the stream. */
class EnvelopeFuzzTest {
    private static final int ROUNDS = 6_000;

    private static final String SCHEMA =
            "{\"type\":\"struct\",\"fields\":[{\"type\":\"struct\",\"fields\":[{\"name\":\"io.debezium.time.Date\",\"field\":\"at\"},"
                    + "{\"name\":\"org.apache.kafka.connect.data.Decimal\",\"parameters\":{\"scale\":\"2\"},\"field\":\"amount\"},"
                    + "{\"name\":\"io.debezium.data.VariableScaleDecimal\",\"field\":\"tax\"}],\"field\":\"after\"}]}";
    private static final String TYPED =
            "{\"id\":\"a\",\"customer\":\"c\",\"at\":19675,\"amount\":\"BNI=\",\"tax\":{\"scale\":1,\"value\":\"AQ==\"}}";

    private static Map<String, EnvelopeHarness> seeds() {
        Map<String, EnvelopeHarness> seeds = new LinkedHashMap<>();
        String change = "{\"before\":null,\"after\":" + TYPED + ",\"source\":{\"ts_ms\":1},\"op\":\"c\",\"ts_ms\":2}";
        seeds.put("{\"schema\":" + SCHEMA + ",\"payload\":" + change + "}", EnvelopeHarness.of(Kind.DEBEZIUM));
        seeds.put("{\"payload\":" + change + ",\"schema\":" + SCHEMA + "}", EnvelopeHarness.of(Kind.DEBEZIUM));
        seeds.put("{\"schema\":{},\"payload\":" + event("a") + "}", EnvelopeHarness.of(Kind.CONNECT));
        seeds.put("{\"specversion\":\"1.0\",\"data\":" + event("a") + "}", EnvelopeHarness.of(Kind.CLOUDEVENTS));
        seeds.put(
                "{\"specversion\":\"1.0\", \"data\":" + event("a") + "}",
                EnvelopeHarness.of(Kind.NONE).decimals(Map.of("amount", 1)));
        seeds.put("{\"p\":{\"q\":" + quoted(event("a")) + "}}", EnvelopeHarness.payloadIn("p.q"));
        seeds.put(quoted(event("a")), EnvelopeHarness.payloadIn("$").split());
        seeds.put(
                "[" + event("a") + "," + event("b") + "]",
                EnvelopeHarness.of(Kind.NONE).split());
        seeds.put(
                "{\"p\":[" + event("a") + "," + event("b") + "]}",
                EnvelopeHarness.payloadIn("p").split().gzip());
        return seeds;
    }

    @Test
    void decode_neverThrows_forMutatedEnvelopes() {
        Random random = new Random(20260201);
        Mutations mutations = new Mutations(random);
        seeds().forEach((seed, harness) -> {
            int accepted = 0;
            Reading reading = new Reading(harness.config());
            assertThat(reading.accepts(seed.getBytes(StandardCharsets.UTF_8)))
                    .as(seed)
                    .isPositive();
            for (int round = 0; round < ROUNDS; round++) {
                accepted += reading.accepts(mutations.of(seed.getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(accepted).as(seed).isBetween(ROUNDS / 100, ROUNDS * 9 / 10 * 2);
        });
    }

    @Test
    void decode_neverThrows_forMutatedGzip() {
        Random random = new Random(20260202);
        Mutations mutations = new Mutations(random);
        Reading reading =
                new Reading(EnvelopeHarness.of(Kind.NONE).gzip().split().config());
        byte[] packed = EnvelopeHarness.gzip(event("a"));
        for (int round = 0; round < ROUNDS; round++) {
            reading.accepts(mutations.of(packed));
        }
        assertThat(reading.accepts(packed)).isEqualTo(1);
    }

    /** Everything that reads values. */
    private static final class Reading {
        private final RecordArrays arrays;
        private final EventBytes bytes;
        private final DecodeHarness harness;

        Reading(EventConfig config) {
            arrays = new RecordArrays(config);
            bytes = new EventBytes(config);
            harness = new DecodeHarness(config);
        }

        int accepts(byte[] value) {
            int accepted = 0;
            harness.frame.clear(16);
            FrameRow record = DecodeHarness.row(value, DecodeHarness.NOW, new RecordHeaders());
            for (FrameRow row : arrays.of(record)) {
                assertThat(bytes.of(row.value())).isNotNull();
                boolean taken = harness.frame.size() < 15 && harness.decode(row).isEmpty() && harness.skipped == null;
                accepted += taken ? 1 : 0;
            }
            return accepted;
        }
    }
}
