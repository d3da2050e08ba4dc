package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.riffle.config.event.EventConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for producers and the decoder must agree: an independent validator tells. */
class EventSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IDENTITY =
            "\"event_id\":\"e1\",\"card_id\":\"c1\",\"event_time\":" + DecodeHarness.NOW + ",";

    private static Schema schema(EventConfig config) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(EventSchema.of(config));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount\":1,\"category\":\"fuel\"",
                "\"amount\":1,\"category\":\"boats\",\"other\":1",
                "\"amount\":1,\"category\":\"fuel\",\"country\":null,\"online\":null,\"items\":null,\"note\":null",
                "\"amount\":1,\"category\":\"fuel\",\"country\":\"FR\",\"online\":1,\"items\":4.0,\"note\":\"x\"",
                "\"amount\":1",
                "\"amount\":null,\"category\":\"fuel\"",
                "\"amount\":-1,\"category\":\"fuel\"",
                "\"amount\":\"1\",\"category\":\"fuel\"",
                "\"amount\":1,\"category\":7",
                "\"amount\":1,\"category\":\"fuel\",\"country\":\"IT\"",
                "\"amount\":1,\"category\":\"fuel\",\"online\":2",
                "\"amount\":1,\"category\":\"fuel\",\"items\":4.5",
                "\"amount\":1,\"category\":\"fuel\",\"note\":\"123456789012345678901\"",
                "\"amount\":1,\"category\":\"fuel\",\"note\":\"\\ud83d\\ude0034567890123456789012\""
            })
    void schema_agreesWithTheDecoder_onSmallEvents(String members) throws IOException {
        EventConfig config = EventConfigs.payments();
        String event = "{" + IDENTITY + members + "}";
        boolean accepted = new DecodeHarness(config).decode(event).isEmpty();
        assertThat(schema(config).validate(JSON.readTree(event)).isEmpty()).isEqualTo(accepted);
    }

    @Test
    void schema_requiresTheHolder_onlyWhenOneOfItsFieldsIsRequired() {
        EventConfig nested = EventConfigs.payments(EventConfigs.MILLISECONDS, Optional.of("data.fields"), false);
        JsonNode schema = EventSchema.of(nested);
        assertThat(schema.get("required")).extracting(JsonNode::asText).contains("data");
        assertThat(schema.at("/properties/data/properties/fields/properties/amount/minimum")
                        .asInt())
                .isZero();
    }

    /** Lines about the record's timestamp cannot be judged by a schema; all other parseable ones can. */
    @Test
    void schema_agreesWithTheDecoder_onTheQualityLines() throws IOException {
        EventConfig config = ReferenceEvents.intrusion();
        Schema schema = schema(config);
        List<byte[]> lines = ReferenceEvents.lines("quality/events.jsonl");
        int compared = 0;
        for (int line = 0; line < lines.size(); line++) {
            Optional<JsonNode> event = parse(lines.get(line));
            if (event.isEmpty() || line == 34 || line == 35 || line == 37 || line >= 56) {
                continue;
            }
            boolean accepted = new DecodeHarness(config)
                    .decode(lines.get(line), event.get().path("ingest_time_ms").asLong(DecodeHarness.NOW))
                    .isEmpty();
            assertThat(schema.validate(event.get()).isEmpty())
                    .as("line %d", line)
                    .isEqualTo(accepted);
            compared++;
        }
        assertThat(compared).isGreaterThan(45);
    }

    private static Optional<JsonNode> parse(byte[] line) throws IOException {
        try {
            JsonNode node = JSON.readTree(line);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
