package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.FieldConfig.UnknownValues;
import io.riffle.decode.flat.FlatReader;
import io.riffle.decode.value.EventTimeRule;
import io.riffle.feature.FeatureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events the fast reader takes, and which it leaves to the complete one. */
class FlatReaderTest {
    private static final String IDENTITY = "\"event_id\":\"e1\",\"card_id\":\"c1\",\"event_time\":1736121600000";

    private final BothReaders readers = new BothReaders(EventConfigs.payments());

    private void decode(String json) {
        decode(json, new RecordHeaders());
    }

    private void decode(String json, Headers headers) {
        readers.decode(DecodeHarness.row(json.getBytes(StandardCharsets.UTF_8), DecodeHarness.NOW, headers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount\":12.5,\"category\":\"fuel\"",
                "\"category\" : \"fuel\" ,\n\t\"amount\"\r\n: 1e2 ",
                "\"amount\":6000,\"category\":\"boats\"",
                "\"amount\":0.30000000000000004,\"category\":\"fuel\",\"items\":3.0,\"online\":1",
                "\"amount\":1,\"category\":\"fuel\",\"note\":null,\"country\":null,\"online\":false",
                "\"amount\":1,\"category\":\"fuel\",\"note\":\"caf\u00e9 \ud83d\ude00\"",
                "\"amount\":1,\"category\":\"fuel\",\"x\":{},\"y\":[1, {\"z\": [ ]}],\"u\":{ \"a\" :[true,null ] }",
                "\"amount\":1,\"category\":\"fuel\",\"x\":\"a\",\"y\":-1.5e3,\"z\":true,\"n\":null,\"caf\u00e9\":false"
            })
    void read_takesUsualEvents(String members) {
        decode("{" + IDENTITY + "," + members + "}");
        decode(" { " + members + " , " + IDENTITY + " } \n");
        assertThat(readers.fast()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount\":1,\"category\":\"f\\u0075el\"",
                "\"amo\\u0075nt\":1,\"category\":\"fuel\"",
                "\"amount\":1,\"category\":\"fuel\",\"x\":[[[[[[[[[1]]]]]]]]]",
                "\"amount\":1,\"category\":\"fuel\",\"x\":{\"a\\u0062\":1}",
                "\"amount\":1,\"category\":\"fuel\",\"note\":\"\u007f\"",
                "\"amount\":1,\"category\":\"fuel\",\"note\":\"\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\"",
                "\"amount\":1,\"category\":\"fuel\",\"x\":12345678901234567890"
            })
    void read_leavesOddEventsToTheCompleteReader(String members) {
        decode("{" + IDENTITY + "," + members + "}");
        assertThat(readers.slow()).isEqualTo(1);
    }

    /** Both say the same, so that a message has one home. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{" + IDENTITY + ",\"amount\":1}",
                "{" + IDENTITY + ",\"amount\":1,\"category\":null}",
                "{" + IDENTITY + ",\"amount\":1,\"amount\":1,\"category\":\"fuel\"}",
                "{" + IDENTITY + ",\"amount\":-1,\"category\":\"fuel\"}",
                "{" + IDENTITY + ",\"amount\":1,\"category\":\"fuel\",}",
                "{" + IDENTITY + ",\"amount\":1,\"category\":\"fuel\"} 1",
                "{" + IDENTITY + ",\"amount\":1,\"category\":\"fuel\"",
                "{" + IDENTITY + ",\"amount\":1 \"category\":\"fuel\"}",
                "{" + IDENTITY + ",\"amount\":1,\"category\":\"fuel\",\"country\":\"IT\"}",
                "{\"event_id\":\"\",\"card_id\":\"c1\",\"event_time\":1,\"amount\":1,\"category\":\"fuel\"}",
                "{\"event_id\":\"e\",\"card_id\":\"c1\",\"event_time\":-1,\"amount\":1,\"category\":\"fuel\"}",
                "{\"event_id\":\"e\",\"card_id\":\"c1\",\"event_time\":1,\"amount\":1,\"category\":\"fuel\"}",
                "{\"event_id\":\"e\",\"amount\":1,\"category\":\"fuel\"}",
                "[" + IDENTITY + "]",
                " "
            })
    void read_refusesNothing(String event) {
        decode(event);
        assertThat(readers.refused()).isEqualTo(1);
    }

    /** Producers leave out what is empty, and two of them may write in different orders. */
    @Test
    void read_takesMembersInAnyOrder_alsoAfterAnother() {
        List<String> members = List.of("\"amount\":1", "\"category\":\"fuel\"", "\"note\":\"n\"", "\"x\":1");
        for (int round = 0; round < 24; round++) {
            String rest = String.join(",", members.subList(round % 3, 4)) + "," + members.get(round % 3 == 2 ? 1 : 2);
            String all = round % 3 == 1 ? "\"amount\":1," + rest : rest;
            decode("{" + IDENTITY + "," + all + "}");
        }
        assertThat(readers.fast() + readers.refused()).isEqualTo(24);
    }

    @Test
    void read_takesBinaryCloudEvents_butNoEnvelopes() {
        String event = "{\"card_id\":\"c1\",\"amount\":1,\"category\":\"fuel\"}";
        decode(
                event,
                new RecordHeaders()
                        .add("ce_specversion", bytes("1.0"))
                        .add("ce_id", bytes("e1"))
                        .add("ce_time", bytes("2025-01-06T00:00:00Z")));
        assertThat(readers.fast()).isEqualTo(1);
        decode(
                "{\"specversion\":\"1.0\",\"id\":\"e1\",\"time\":\"2025-01-06T00:00:00Z\",\"data\":" + event + "}",
                new RecordHeaders().add("content-type", bytes("application/cloudevents+json")));
        assertThat(readers.slow()).isEqualTo(1);
    }

    /** An entity that is a category too, and the event time as a number. */
    @Test
    void read_givesOneMemberTwoRoles() {
        BothReaders twice = new BothReaders(event(
                List.of(FieldConfig.of("card_id", FeatureType.CATEGORY), FieldConfig.of("at", FeatureType.NUMBER))));
        twice.decode(DecodeHarness.row(
                bytes("{\"event_id\":\"e\",\"card_id\":\"c\",\"at\":1736121600000}"),
                DecodeHarness.NOW,
                new RecordHeaders()));
        assertThat(twice.fast()).isEqualTo(1);
    }

    /** In UTF-8 half a surrogate pair is a question mark. */
    @ParameterizedTest
    @ValueSource(strings = {"?", "\ud83d\ude00", "a", "b"})
    void read_findsDeclaredCategories_onlyWhereTheyAreTheSame(String value) {
        BothReaders categories = new BothReaders(event(
                List.of(EventConfigs.category("c", true, UnknownValues.WARN, "\ud800", "\ud83d\ude00", "a", "\""))));
        categories.decode(DecodeHarness.row(
                bytes("{\"event_id\":\"e\",\"card_id\":\"c\",\"at\":1736121600000,\"c\":\"" + value + "\"}"),
                DecodeHarness.NOW,
                new RecordHeaders()));
        assertThat(categories.fast()).isEqualTo(1);
    }

    /** A declared category may be longer than others may. */
    @Test
    void read_leavesLongCategoriesToTheCompleteReader() {
        FieldConfig usual = EventConfigs.category("c", true, UnknownValues.WARN, "declared");
        BothReaders categories = new BothReaders(event(List.of(new FieldConfig(
                "c",
                FeatureType.CATEGORY,
                true,
                usual.allowed(),
                usual.expected(),
                usual.categories(),
                5,
                usual.image()))));
        for (String value : List.of("declared", "five5", "sixsix")) {
            categories.decode(DecodeHarness.row(
                    bytes("{\"event_id\":\"e\",\"card_id\":\"c\",\"at\":1736121600000,\"c\":\"" + value + "\"}"),
                    DecodeHarness.NOW,
                    new RecordHeaders()));
        }
        assertThat(categories.fast()).isEqualTo(2);
        assertThat(categories.refused()).isEqualTo(1);
    }

    /** Such a name would be found in text that is no JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a\tb", "\ud800"})
    void reader_isAbsent_whereANameIsNotWrittenAsItIs(String name) {
        EventConfig config = event(List.of(FieldConfig.of(name, FeatureType.NUMBER)));
        assertThat(FlatReader.of(config, EventConfigs.schema(config), new EventTimeRule(config.time())))
                .isEmpty();
    }

    @Test
    void read_takesAllReferenceEvents() throws IOException {
        assertAllFast(ReferenceEvents.intrusion(), "events/intrusion/scored.events.jsonl.gz");
        assertAllFast(ReferenceEvents.electricity(), "events/electricity/events.jsonl.gz");
    }

    private static void assertAllFast(EventConfig config, String file) throws IOException {
        BothReaders readers = new BothReaders(config.recorded());
        List<byte[]> lines = ReferenceEvents.lines(file);
        for (byte[] line : lines) {
            readers.decode(DecodeHarness.row(line, DecodeHarness.NOW, new RecordHeaders()));
        }
        assertThat(readers.fast()).isEqualTo(lines.size());
    }

    private static EventConfig event(List<FieldConfig> fields) {
        EventTimeConfig time = new EventTimeConfig(Optional.of("at"), TimeUnit.MS, Optional.empty(), Optional.empty());
        EventConfig usual = EventConfigs.payments(time, Optional.empty(), false);
        return new EventConfig(usual.identity(), false, 10_000, EventLayout.PLAIN, usual.duplicates(), fields);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
