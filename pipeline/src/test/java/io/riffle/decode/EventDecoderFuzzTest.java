package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riffle.deadletter.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives is accepted or refused, never both, never neither, and never seen again in the next row. */
class EventDecoderFuzzTest {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> SEEDS = List.of(
            "{\"event_id\":\"e1\",\"card_id\":\"c1\",\"event_time\":1736121600000,\"amount\":12.5,\"items\":3,"
                    + "\"online\":true,\"category\":\"fuel\",\"country\":\"DE\",\"note\":\"caf\u00e9 \ud83d\ude00 \\u20ac\"}",
            "{\"amount\":1e2,\"category\":\"grocery\",\"x\":{\"y\":[1,{\"z\":null}]},\"event_time\":1736121600000,"
                    + "\"card_id\":\"c2\",\"event_id\":\"e2\"}");

    @Test
    void decode_neverThrowsAndLeavesNothing_forMutatedEvents() throws IOException {
        Random random = new Random(20260131);
        Mutations mutations = new Mutations(random);
        DecodeHarness harness = new DecodeHarness(EventConfigs.payments());
        int accepted = 0;
        int rounds = 30_000;
        for (int round = 0; round < rounds; round++) {
            byte[] value = mutations.of(SEEDS.get(round % SEEDS.size()).getBytes(StandardCharsets.UTF_8));
            harness.frame.clear(1);
            Optional<Rejection> rejection = harness.decode(value, DecodeHarness.NOW);
            if (rejection.isEmpty()) {
                accepted++;
                assertIsWhatItSays(value, harness);
            }
        }
        assertThat(accepted).isBetween(rounds / 50, rounds * 9 / 10);
    }

    /** An accepted event reads the same through a tree; a decoder that accepts garbage would differ from it. */
    private static void assertIsWhatItSays(byte[] value, DecodeHarness harness) throws IOException {
        JsonNode tree = tree(value);
        assertThat(tree.get("event_id").textValue()).isEqualTo(harness.frame.eventId(0));
        assertThat(tree.get("card_id").textValue()).isEqualTo(harness.frame.entity(0));
        assertThat(tree.get("event_time").longValue()).isEqualTo(harness.frame.eventTime(0));
        assertThat(tree.get("amount").isNumber()).isTrue();
        assertThat(tree.get("amount").doubleValue()).isEqualTo(harness.number("amount", 0));
        assertThat(tree.get("category").textValue()).isEqualTo(harness.text("category", 0));
        assertThat(tree.path("note").textValue()).isEqualTo(harness.text("note", 0));
    }

    private static JsonNode tree(byte[] value) throws IOException {
        try {
            return STRICT.readTree(value);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("accepted: " + new String(value, StandardCharsets.UTF_8), notJson);
        }
    }
}
