package io.riffle.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.app.dlq.DeadLetter;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicSearch;
import io.riffle.config.Pipeline;
import io.riffle.config.PredictionFormat;
import io.riffle.decode.EventField;
import io.riffle.decode.envelope.EventBytes;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Puts together what the topics know about an event: the event itself, whether it was accepted, its features, the version
 * that scored it, the outputs, what each feature contributed, and its alerts. Thread-safe.
 */
public final class Explainer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventField PREDICTION_ID = new EventField("id");
    private static final EventField ALERT_EVENT = new EventField("event_id");

    private final Pipeline pipeline;
    private final Reasons reasons;
    private final EventField eventId;
    private final EventBytes events;
    private final RecordArrays arrays;

    public Explainer(Pipeline pipeline, ScorerUse scorers) {
        this.pipeline = pipeline;
        reasons = new Reasons(pipeline, scorers);
        eventId = new EventField(pipeline.event().id());
        events = new EventBytes(pipeline.event());
        arrays = new RecordArrays(pipeline.event());
    }

    /**
     * The newest answer to an event.
     *
     * @param until end of the search, by {@link System#nanoTime}
     * @param progress told how many records have been read
     * @return empty if no answer is in the topics
     * @throws UserProblem if the time was over before all was read, or predictions are not in JSON
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public Optional<ObjectNode> explain(String id, long until, LongConsumer progress) throws UserProblem {
        if (pipeline.predictions().format() != PredictionFormat.JSON) {
            throw new UserProblem("predictions.format must be json for an answer to be explained: is another");
        }
        try (TopicSearch search = new TopicSearch(pipeline, until, progress)) {
            String deadLetters = pipeline.topics().deadLetters();
            Optional<ConsumerRecord<byte[], byte[]>> answer = search.newest(
                    List.of(pipeline.topics().predictions(), deadLetters),
                    record -> record.topic().equals(deadLetters) ? eventId(record, id) : id(PREDICTION_ID, record, id));
            if (answer.isPresent()) {
                return Optional.of(
                        answer.get().topic().equals(deadLetters)
                                ? refused(id, answer.get())
                                : scored(id, answer.get(), search));
            }
            if (!search.isComplete()) {
                throw new UserProblem("the answer to '" + id + "' must be found in time: " + search.read()
                        + " records were read, from the newest backwards");
            }
            return Optional.empty();
        }
    }

    private boolean eventId(ConsumerRecord<byte[], byte[]> letter, String id) {
        return eventId.of(events.of(new DeadLetter(letter).row()))
                .filter(id::equals)
                .isPresent();
    }

    private static boolean id(EventField field, ConsumerRecord<byte[], byte[]> record, String id) {
        return record.value() != null
                && field.of(record.value()).filter(id::equals).isPresent();
    }

    private ObjectNode refused(String id, ConsumerRecord<byte[], byte[]> record) {
        DeadLetter letter = new DeadLetter(record);
        ObjectNode json = JSON.createObjectNode();
        ObjectNode event = json.putObject("event").put("id", id).put("source", letter.source());
        event.set("value", tree(record.value()));
        json.putObject("validation")
                .put("accepted", false)
                .put("stage", letter.stage())
                .put("reason", letter.reason())
                .put("message", letter.message());
        return json;
    }

    private ObjectNode scored(String id, ConsumerRecord<byte[], byte[]> record, TopicSearch search) {
        JsonNode prediction = tree(record.value());
        JsonNode parameters = prediction.path("parameters");
        Optional<ConsumerRecord<byte[], byte[]>> event = event(parameters.path("source"), search);
        ObjectNode json = JSON.createObjectNode();
        event(json.putObject("event").put("id", id), parameters, event);
        ObjectNode validation = json.putObject("validation").put("accepted", true);
        validation.set("warnings", list(parameters.path("warnings")));
        validation.set("degraded", list(parameters.path("degraded")));
        List<FeatureFact> facts = new FeatureFacts(pipeline).of(event, parameters);
        features(json.putArray("features"), facts);
        ObjectNode model = json.putObject("model");
        model.set("name", prediction.path("model_name"));
        model.set("version", prediction.path("model_version"));
        model.set("variant", parameters.path("variant"));
        json.set("score", parameters.path("score"));
        if (parameters.has("label")) {
            json.set("label", parameters.path("label"));
        }
        json.set("outputs", prediction.path("outputs"));
        contributions(json, prediction.path("model_version").asText(), facts);
        alerts(json.putArray("alerts"), id, record.timestamp(), search);
        return json;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> event(JsonNode source, TopicSearch search) {
        if (!pipeline.topics().events().equals(source.path("topic").asText())) {
            return Optional.empty();
        }
        Optional<ConsumerRecord<byte[], byte[]>> record = search.at(
                pipeline.topics().events(),
                source.path("partition").asInt(),
                source.path("offset").asLong());
        JsonNode element = source.path("element");
        return element.isInt() ? record.flatMap(array -> element(array, element.intValue())) : record;
    }

    /** The record as if it held this one event of its array. */
    private Optional<ConsumerRecord<byte[], byte[]>> element(ConsumerRecord<byte[], byte[]> array, int index) {
        SourcePosition position = new SourcePosition(array.topic(), array.partition(), array.offset());
        List<FrameRow> rows =
                arrays.of(FrameRow.of(position, array.timestamp(), array.key(), array.value(), array.headers()));
        if (index >= rows.size() || !rows.get(index).position().isElement()) {
            return Optional.empty();
        }
        return Optional.of(new ConsumerRecord<>(
                array.topic(),
                array.partition(),
                array.offset(),
                array.timestamp(),
                array.timestampType(),
                array.serializedKeySize(),
                array.serializedValueSize(),
                array.key(),
                rows.get(index).value(),
                array.headers(),
                array.leaderEpoch()));
    }

    private void event(ObjectNode json, JsonNode parameters, Optional<ConsumerRecord<byte[], byte[]>> event) {
        json.set("entity", parameters.path("entity"));
        json.set("event_time_ms", parameters.path("event_time_ms"));
        JsonNode source = parameters.path("source");
        json.put(
                "source",
                source.path("topic").asText() + "-" + source.path("partition").asText() + ":"
                        + source.path("offset").asText()
                        + (source.has("element") ? "#" + source.path("element").asText() : ""));
        if (event.isPresent()) {
            json.put("timestamp_ms", event.get().timestamp());
            json.set("value", tree(event.get().value()));
        } else {
            json.put("missing", "the event is not in its topic any more");
        }
    }

    static void features(ArrayNode json, List<FeatureFact> facts) {
        for (FeatureFact fact : facts) {
            ObjectNode node = json.addObject().put("name", fact.feature().name());
            node.put("source", fact.feature().source().name().toLowerCase(Locale.ROOT));
            node.set("value", JSON.valueToTree(fact.value()));
            node.put("status", fact.status());
            if (fact.age() != null) {
                node.put("age_ms", fact.age());
            }
            node.put("from", fact.from());
        }
    }

    private void contributions(ObjectNode json, String version, List<FeatureFact> facts) {
        try {
            Contributions contributions = reasons.of(version, facts);
            ObjectNode node = json.putObject("contributions");
            node.put("unit", contributions.unit())
                    .put("typical_score", contributions.typical())
                    .put("exact", contributions.exact());
            ArrayNode features = node.putArray("features");
            contributions.features().forEach(each -> contribution(features.addObject(), each));
        } catch (UserProblem unknown) {
            json.putObject("contributions").put("missing", unknown.getMessage());
        }
    }

    private static void contribution(ObjectNode json, Contributions.Contribution contribution) {
        json.put("name", contribution.feature());
        json.set("reference", JSON.valueToTree(contribution.reference()));
        json.put("score", contribution.score()).put("contribution", contribution.contribution());
    }

    private void alerts(ArrayNode json, String id, long timestamp, TopicSearch search) {
        search.from(pipeline.topics().alerts(), timestamp, record -> id(ALERT_EVENT, record, id))
                .forEach(record -> json.add(tree(record.value())));
    }

    private static JsonNode list(JsonNode found) {
        return found.isArray() ? found : JSON.createArrayNode();
    }

    /** What is no JSON is shown as text. */
    private static JsonNode tree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException notJson) {
            return JSON.getNodeFactory().textNode(new String(value, java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
