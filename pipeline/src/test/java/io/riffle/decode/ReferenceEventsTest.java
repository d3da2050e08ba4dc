package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.event.EventConfig;
import io.riffle.deadletter.Rejection;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The decoder against recorded events and against verdicts that others gave. */
class ReferenceEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INGEST_TIME = Pattern.compile("\"ingest_time_ms\":(\\d+)");

    /**
     * Where a verdict leaves a choice, Riffle refuses: numeric text is no number, an entity has no control characters, an
     * empty line and a byte order mark are malformed. Duplicates are found by the stage after this one.
     */
    @Test
    void decode_givesTheExpectedVerdict_forEveryQualityLine() throws IOException {
        List<byte[]> lines = ReferenceEvents.lines("quality/events.jsonl");
        List<byte[]> verdicts = ReferenceEvents.lines("quality/verdicts.jsonl");
        assertThat(lines).hasSameSizeAs(verdicts).hasSize(62);
        EventConfig config = ReferenceEvents.intrusion();
        for (int line = 0; line < lines.size(); line++) {
            JsonNode verdict = JSON.readTree(verdicts.get(line));
            assertThat(verdict.get("line").asInt()).isEqualTo(line);
            DecodeHarness harness = new DecodeHarness(config);
            Optional<Rejection> rejection = harness.decode(lines.get(line), ingestTime(lines.get(line)));
            String found = rejection
                    .map(refused -> "reject " + refused.reason())
                    .orElseGet(() -> "accept " + harness.frame.warnings(0));
            assertThat(found).as("line %d: %s", line, verdict).matches(expected(verdict));
            boolean blames = rejection.map(Rejection::field).isPresent();
            assertThat(blames).as("line %d blames a field: %s", line, verdict).isEqualTo(blamesField(verdict));
        }
    }

    /** Quality is counted by field, so a refused value must say whose it was. */
    private static boolean blamesField(JsonNode verdict) {
        return switch (verdict.get("note").asText()) {
            case "a required feature is missing",
                    "a required feature is null",
                    "features missing",
                    "features is empty",
                    "a number arrives as numeric text",
                    "a number arrives as other text",
                    "a number arrives as an object",
                    "a number arrives as an array",
                    "a number arrives as a boolean",
                    "negative where only >= 0 is valid",
                    "integer beyond 64 bits",
                    "fraction where an integer is declared",
                    "text NaN",
                    "text Infinity",
                    "bare NaN is not JSON",
                    "category is a number" -> true;
            default -> false;
        };
    }

    private static String expected(JsonNode verdict) {
        String text =
                decided(verdict.get("note").asText(), verdict.get("verdict").asText());
        return switch (text) {
            case "accept", "duplicate" -> "accept \\[\\]";
            case "outlier" -> "accept \\[outlier:src_bytes\\]";
            case "unknown category: warn, score with zeros" -> "accept \\[unknown_category:protocol_type\\]";
            case "accept; may be reported as schema drift" -> "accept \\[undeclared_field:unexpected_field\\]";
            case "type mismatch: reject, or accept with a recorded conversion" -> "reject WRONG_TYPE";
            case "stale: older than any sensible bound" -> "reject TOO_OLD";
            case "future: must not advance stream time" -> "reject IN_FUTURE";
            case "reject",
                    "skip or reject",
                    "reject, or accept escaped; never split into two keys or log lines",
                    "reject, or accept without the mark" ->
                "reject " + reason(verdict.get("note").asText());
            default -> throw new IllegalArgumentException("unknown verdict: " + text);
        };
    }

    /** Where more than one outcome is right, or was when the verdicts were written. */
    private static String decided(String note, String verdict) {
        return switch (note) {
            case "event_id is a number" -> "accept";
            case "event time negative" -> "stale: older than any sensible bound";
            case "event time in seconds instead of milliseconds" -> "reject";
            default -> verdict;
        };
    }

    /** The reason is ours; the note says what is wrong with the line. */
    private static DeadLetterReason reason(String note) {
        return switch (note) {
            case "a required feature is missing",
                    "a required feature is null",
                    "event_id missing",
                    "event_id empty",
                    "entity_id missing",
                    "entity_id empty",
                    "event time missing",
                    "features missing",
                    "features is empty" -> DeadLetterReason.MISSING_FIELD;
            case "negative where only >= 0 is valid",
                    "integer beyond 64 bits",
                    "entity_id of 100,000 characters",
                    "event time in seconds instead of milliseconds",
                    "event time overflows 64 bits" -> DeadLetterReason.OUT_OF_RANGE;
            case "a number arrives as other text",
                    "a number arrives as an object",
                    "a number arrives as an array",
                    "a number arrives as a boolean",
                    "fraction where an integer is declared",
                    "text NaN",
                    "text Infinity",
                    "bare NaN is not JSON",
                    "category is a number",
                    "event time is text",
                    "features is an array" -> DeadLetterReason.WRONG_TYPE;
            default -> DeadLetterReason.MALFORMED;
        };
    }

    @Test
    void decode_acceptsAllIntrusionEvents_withTheirValues() throws IOException {
        EventConfig config = ReferenceEvents.intrusion();
        assertAllAccepted(config, ReferenceEvents.lines("events/intrusion/scored.events.jsonl.gz"), 22_544);
    }

    @Test
    void decode_acceptsAllElectricityEvents_withTheirValues() throws IOException {
        assertAllAccepted(
                ReferenceEvents.electricity(), ReferenceEvents.lines("events/electricity/events.jsonl.gz"), 45_312);
    }

    private static void assertAllAccepted(EventConfig config, List<byte[]> lines, int count) throws IOException {
        assertThat(lines).hasSize(count);
        DecodeHarness harness = new DecodeHarness(config);
        for (byte[] line : lines) {
            harness.frame.clear(1);
            assertThat(harness.decode(line, ingestTime(line))).isEmpty();
            JsonNode event = JSON.readTree(line);
            assertThat(harness.frame.eventId(0)).isEqualTo(event.get("event_id").asText());
            assertThat(harness.frame.entity(0)).isEqualTo(event.get("entity_id").asText());
            assertThat(harness.frame.eventTime(0))
                    .isEqualTo(event.get("event_time_ms").asLong());
            event.get("features").properties().forEach(field -> {
                if (field.getValue().isTextual()) {
                    assertThat(harness.text(field.getKey(), 0))
                            .isEqualTo(field.getValue().asText());
                } else {
                    assertThat(harness.number(field.getKey(), 0))
                            .isEqualTo(field.getValue().asDouble());
                }
            });
        }
    }

    private static long ingestTime(byte[] line) {
        Matcher matcher = INGEST_TIME.matcher(new String(line, StandardCharsets.ISO_8859_1));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : DecodeHarness.NOW;
    }
}
