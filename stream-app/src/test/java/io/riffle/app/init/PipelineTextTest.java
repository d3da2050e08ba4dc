package io.riffle.app.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.process.UserProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<SampledEvent> sample = new ArrayList<>();

    private void add(String key, String json) throws JsonProcessingException {
        sample.add(new SampledEvent(key, JSON.readTree(json)));
    }

    private String yaml(String... inputs) throws UserProblem {
        EventProposal proposal =
                EventProposal.of(EventSurvey.of("payments", sample), Optional.empty(), List.of(inputs));
        return new PipelineText(
                        proposal,
                        new PipelineText.Naming(
                                "payments",
                                "localhost:9092",
                                Optional.of(new PipelineText.Topic("payments", 3)),
                                "models",
                                "1"))
                .yaml();
    }

    private void payments() throws JsonProcessingException {
        for (int i = 0; i < 100; i++) {
            add(String.valueOf(4_000 + i % 7), """
                    {"transaction": {"id": %d, "at": "2026-01-02 10:11:%02d"},
                     "card": {"number": %d, "country": "%s"},
                     "amount": {"value": %s, "currency": "EUR"}, "items": [1, 2], "day off": %b, "zip": "%05d"%s}""".formatted(
                            1_000 + i,
                            i % 60,
                            4_000 + i % 7,
                            i % 2 == 0 ? "DE" : "NO",
                            i + 0.5,
                            i % 3 == 0,
                            100 + i,
                            i % 10 == 0 ? ", \"note\": null" : ", \"note\": \"n" + i + "\""));
        }
    }

    @Test
    void nestedEventsOfAKeyedTopic_areProposedAsTheyAre() throws Exception {
        payments();
        assertThat(yaml()).isEqualTo("""
                # Proposed by `riffle init` from 100 events. Each comment says what was seen; change what you know better.
                pipeline: payments
                kafka: {bootstrap-servers: "localhost:9092"}
                topics: {events: payments, partitions: 3}
                event:
                  id: transaction.id   # different in each of 100 events
                  entity: card.number   # the record's key
                  partitioned-by-entity: true   # the record's key was the entity in all of them
                  time: {field: transaction.at, unit: iso, zone: UTC}   # from 2026-01-02 10:11:00
                  fields:
                    card.country: {type: category, as: card_country, values: [DE, "NO"]}   # 2 different
                    amount.value: {type: number, as: amount_value, expected: {min: 0, max: 199}}   # 0.5 to 99.5
                    amount.currency: {type: category, as: amount_currency, values: [EUR]}   # 1 different
                    "day off": {type: boolean, as: day_off}   # 2 different
                    zip: {type: number, coerce: [text-numbers]}   # 100 different
                    note: {type: text}   # 90 different, sometimes missing
                    # Not looked into, for they are arrays: items
                models: {directory: models, version: "1"}
                """);
    }

    /** Whatever the case and the signs between words; what the model does not read is a comment. */
    @Test
    void modelsInputs_areFoundByTheirNames() throws Exception {
        payments();
        assertThat(yaml("Amount_Value", "country", "zip"))
                .contains(
                        "    amount.value: {type: number, as: Amount_Value, required: true,",
                        "    card.country: {type: category, as: country, required: true,",
                        "    # note: {type: text}");
    }

    @Test
    void inputsWithoutAPlace_areNamed() throws Exception {
        add("k", "{\"id\": \"a\", \"user\": \"u\", \"a\": {\"x\": 1}, \"b\": {\"x\": 2}, \"y\": 3}");
        EventProposal proposal =
                EventProposal.of(EventSurvey.of("t", sample), Optional.empty(), List.of("x", "y", "z"));
        assertThat(proposal.missing())
                .containsEntry("x", "several places are called so: a.x, b.x")
                .containsEntry("z", "no place in the events is called so");
        assertThatThrownBy(() -> EventProposal.of(EventSurvey.of("t", sample), Optional.empty(), List.of("f1", "f2")))
                .isInstanceOf(UserProblem.class)
                .hasMessageContaining("reads f1, f2, and no place in them is called so");
    }

    @Test
    void positionAndKey_standIn_whereNoPlaceIsIdOrEntity() throws Exception {
        add("a", "{\"value\": 1}");
        add("b", "{\"value\": 1}");
        assertThat(yaml()).contains("id: {from: position}", "entity: {from: key}", "# No place is always a time");
    }

    @Test
    void entity_isAskedFor_whereNothingLooksLikeOne() throws Exception {
        add(null, "{\"id\": 1, \"value\": 1}");
        assertThatThrownBy(this::yaml)
                .isInstanceOf(UserProblem.class)
                .hasMessageContaining("--entity must say")
                .hasMessageContaining("there are id, value");
    }

    @Test
    void emptyTopicAndTwoKindsOfEvents_areRefused() throws Exception {
        assertThatThrownBy(this::yaml).hasMessageContaining("payments must have events");
        for (int i = 0; i < 10; i++) {
            add("k", "{\"id\": %d, \"user\": 1, \"amount\": 5, \"shop\": \"a\"}".formatted(i));
            add("k", "{\"login\": %d, \"device\": 1, \"agent\": \"x\"}".formatted(i));
        }
        assertThatThrownBy(this::yaml).hasMessageContaining("payments must hold one kind of event");
    }

    /** Sixteen digits are a card rather than microseconds. */
    @Test
    void numberOfACard_isNoTime() throws Exception {
        add(null, "{\"id\": 1, \"card\": {\"number\": 4000000000000007}}");
        add(null, "{\"id\": 2, \"card\": {\"number\": 4000000000000007}}");
        assertThat(yaml()).contains("entity: card.number", "# No place is always a time");
    }

    /** A unit that is taken for another would put every event into January 1970. */
    @Test
    void timeUnits_areTheOnesInWhichAllValuesAreOfThisCentury() throws Exception {
        for (String[] each : new String[][] {
            {"1700000000", "unit: s"},
            {"1700000000.25", "unit: s"},
            {"1700000000123", "unit: ms"},
            {"1700000000123456", "unit: us"},
            {"1700000000123456789", "unit: ns"},
            {"\"2023-11-14T22:13:20Z\"", "unit: iso}"},
            {"\"2023-11-14 22:13:20+0100\"", "unit: iso}"},
            {"\"2023-11-14T22:13:20\"", "unit: iso, zone: UTC}"}
        }) {
            sample.clear();
            add("k", "{\"id\": 1, \"user\": 2, \"ts\": " + each[0] + "}");
            assertThat(yaml()).as(each[0]).contains("field: ts, " + each[1]);
        }
    }
}
