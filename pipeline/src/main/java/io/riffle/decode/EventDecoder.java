package io.riffle.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.EnvelopeConfig;
import io.riffle.config.event.EnvelopeConfig.Fate;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.FieldConfig;
import io.riffle.deadletter.Rejection;
import io.riffle.decode.EventShape.RequiredField;
import io.riffle.decode.envelope.CloudEvents;
import io.riffle.decode.envelope.EventInside;
import io.riffle.decode.envelope.Packing;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.decode.envelope.ValueLook;
import io.riffle.decode.flat.FlatReader;
import io.riffle.decode.value.EventDraft;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.IdentifierRule;
import io.riffle.decode.value.ImageReader;
import io.riffle.decode.value.RefusedException;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.SkipReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates one record in a single pass over its bytes. An accepted event becomes the next row of a frame, a
 * refused one leaves nothing behind. Nothing is converted silently: text is not a number, a number is not a category.
 *
 * <p>The value must be one JSON object (or what the pipeline declares to be around it) in strict UTF-8 without a byte order mark, at most 32 levels
 * deep. Of several things wrong with an event, the first in the order of its bytes is reported, absent fields last.
 * Messages name the field and show at most 40 characters of its value. Not thread-safe: a task has its own.
 */
public final class EventDecoder {
    private static final int PARSER_MESSAGE_CHARACTERS = 160;

    private static final Decoded TOMBSTONE = new Decoded.Skipped(SkipReason.TOMBSTONE);

    private final EventConfig config;
    private final EventShape shape;
    private final Optional<FlatReader> flatReader;
    private final CloudEvents cloudEvents;
    private final @Nullable ValueImage valueImage;
    private final EventDraft draft;
    private final EventFormat format;
    private final boolean json;
    private final Packing packing;
    private final RecordArrays arrays;
    private final @Nullable EventInside place;
    private final ValueLook look;
    private int slowRows;

    /** Of events that no schema registry is asked about. */
    public EventDecoder(EventConfig config, FeatureSchema schema) {
        this(config, schema, EventFormats.alone(config));
    }

    public EventDecoder(EventConfig config, FeatureSchema schema, EventFormats formats) {
        this(config, schema, formats, true);
    }

    /** @param fast whether usual events are read by the fast reader */
    EventDecoder(EventConfig config, FeatureSchema schema, EventFormats formats, boolean fast) {
        this.config = config;
        shape = new EventShape(config, schema);
        boolean bare = config.envelope().isBare();
        flatReader = fast && bare ? FlatReader.of(config, schema, shape.time()) : Optional.empty();
        valueImage = valueImage(config, schema, shape);
        cloudEvents = new CloudEvents(config, IdentifierRule.ofAttribute("ce_id"), shape.time());
        draft = new EventDraft(shape.members(), new FeatureTable(schema, 1));
        format = formats.open();
        json = config.format().kind() == EventFormatConfig.Kind.JSON;
        packing = new Packing(config);
        arrays = new RecordArrays(config);
        place = bare ? null : new EventInside(config, new JsonFormat(config.maxBytes())::text);
        look = new ValueLook(config.envelope());
    }

    /**
     * Decodes {@code row} into row {@code target.size()} of the target, which must have room for it.
     *
     * @param warnings counts the kinds of warnings of an accepted event
     */
    public Decoded decode(FrameRow row, EventFrame target, WarningCounts warnings) {
        if (row.value() == null && config.envelope().carrier().tombstones() == Fate.SKIP) {
            return TOMBSTONE;
        }
        try {
            byte[] value = checkedValue(row);
            boolean flat = readFlat(value, row, target);
            SkipReason skipped = flat ? null : read(value, row);
            if (skipped != null) {
                target.features().clearRow(target.size());
                return new Decoded.Skipped(skipped);
            }
            shape.outside().read(row, draft);
            accept(row, target, flat);
            warnings.add(draft.warningKinds());
            slowRows += flat || valueImage != null ? 0 : 1;
            return Decoded.Accepted.ACCEPTED;
        } catch (RefusedException refused) {
            return refuse(row, target, refused.rejection());
        } catch (JsonProcessingException notJson) {
            return refuse(row, target, malformed(message(notJson)).rejection());
        } catch (IOException notText) {
            return refuse(
                    row,
                    target,
                    malformed("must be JSON in UTF-8: was not decodable").rejection());
        }
    }

    /**
     * How many events were accepted since the last call although they did not fit the fast reader: they have escapes or
     * nested values, or come in an envelope.
     */
    public int takeSlowRows() {
        int taken = slowRows;
        slowRows = 0;
        return taken;
    }

    private static @Nullable ValueImage valueImage(EventConfig config, FeatureSchema schema, EventShape shape) {
        if (config.value().isEmpty()) {
            return null;
        }
        FieldConfig field = config.fields().get(0);
        ImageReader reader = new ImageReader(field, field.name(), schema.column(field.name()));
        return new ValueImage(config, shape, reader);
    }

    /** Whether the fast reader took the event; if not, it has left nothing behind. */
    private boolean readFlat(byte[] value, FrameRow row, EventFrame target) throws RefusedException {
        draft.start(target);
        if (flatReader.isEmpty() || cloudEvents.isDeclaredStructured(row)) {
            return false;
        }
        if (flatReader.get().read(value, row, draft)) {
            if (row.hasHeaders()) {
                cloudEvents.readHeaders(row, draft);
            }
            return true;
        }
        target.features().clearRow(target.size());
        draft.start(target);
        return false;
    }

    /** Reads the event into the draft; if there is none, the answer is why. */
    private @Nullable SkipReason read(byte[] value, FrameRow row) throws IOException, RefusedException {
        if (valueImage != null) {
            cloudEvents.readHeaders(row, draft);
            valueImage.read(value, row, draft);
            return null;
        }
        boolean structured = json && cloudEvents.isStructured(row, value);
        SkipReason skipped;
        try (JsonParser parser = format.open(row, value)) {
            if (row.hasHeaders() && !structured) {
                cloudEvents.readHeaders(row, draft);
            }
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && !(first == JsonToken.VALUE_STRING && isWholePayload())) {
                throw malformed(
                        "must be one JSON object: was " + (parser.hasCurrentToken() ? Found.value(parser) : "blank"));
            }
            skipped = readEvent(parser, structured);
            if (parser.nextToken() != null) {
                throw malformed("must end with the JSON object: was followed by " + Found.value(parser));
            }
        }
        if (structured) {
            cloudEvents.checkSpecVersion(draft.specVersion());
        }
        return skipped;
    }

    private @Nullable SkipReason readEvent(JsonParser parser, boolean structured) throws IOException, RefusedException {
        if (structured) {
            shape.envelope().read(place == null ? parser : place.inCloudEvent(parser), draft);
            return null;
        }
        if (place == null || config.envelope().kind() == EnvelopeConfig.Kind.CLOUDEVENTS) {
            shape.event().read(place == null ? parser : place.inBareEvent(parser), draft);
            return null;
        }
        return place.read(parser, event -> shape.event().read(event, draft), this::envelopeTime);
    }

    private void envelopeTime(long milliseconds) throws RefusedException {
        draft.envelopeTime(shape.time().recorded(milliseconds));
    }

    private boolean isWholePayload() {
        return config.envelope().payloadIn().equals(Optional.of(EnvelopeConfig.WHOLE));
    }

    private byte[] checkedValue(FrameRow row) throws RefusedException {
        byte[] value = row.value();
        if (value == null || value.length == 0) {
            String what = valueImage == null ? "one JSON object" : "an image";
            throw malformed("must be " + what + ": was " + (value == null ? "null (event.tombstones)" : "empty"));
        }
        byte[] unpacked = packing.unpacked(value);
        if (unpacked.length == 0) {
            throw malformed("must be one JSON object: was empty");
        }
        return unpacked;
    }

    private void accept(FrameRow row, EventFrame target, boolean flat) throws RefusedException {
        String id = draft.id();
        if (id == null) {
            throw shape.id().missing();
        }
        String entity = draft.entity();
        if (entity == null) {
            throw shape.entity().missing();
        }
        long eventTime = eventTime(row);
        shape.time().checkBounds(eventTime, row.timestamp());
        if (!flat) {
            checkRequired(target);
        }
        if (!flat || config.entity().place().valuePath().isEmpty()) {
            checkKey(row, entity);
        }
        draft.accept(row, id, entity, eventTime, target);
    }

    private long eventTime(FrameRow row) throws RefusedException {
        if (draft.hasTime()) {
            return draft.time();
        }
        if (config.time().place().isPresent()) {
            throw shape.time().missing();
        }
        if (row.timestamp() < 0) {
            throw shape.time().missingTimestamp();
        }
        return shape.time().recorded(row.timestamp());
    }

    private void checkRequired(EventFrame target) throws RefusedException {
        FeatureTable table = target.features();
        for (RequiredField field : shape.required()) {
            if (table.status(field.column(), target.size()) == FeatureStatus.MISSING) {
                throw new RefusedException(
                                DeadLetterReason.MISSING_FIELD, field.path() + " must be present: was missing or null")
                        .of(field.name());
            }
        }
    }

    private void checkKey(FrameRow row, String entity) throws RefusedException {
        if (!config.partitionedByEntity()) {
            return;
        }
        byte[] expected = entity.getBytes(StandardCharsets.UTF_8);
        if (!row.keyEquals(expected, 0, expected.length)) {
            byte[] key = row.key();
            String found = key == null ? "null" : Found.text(new String(key, StandardCharsets.UTF_8));
            throw new RefusedException(
                    DeadLetterReason.KEY_MISMATCH,
                    "the key must be the entity " + Found.text(entity) + ": was " + found);
        }
    }

    private Decoded refuse(FrameRow row, EventFrame target, Rejection rejection) {
        target.features().clearRow(target.size());
        byte[] value = row.value();
        if (value == null || valueImage != null || !json) {
            return new Decoded.Refused(rejection);
        }
        return arrays.mayHold(row) ? ofArray(value, rejection) : new Decoded.Refused(look.explain(rejection, value));
    }

    /** What is wrong with an array that could not be taken apart; an empty one is nothing wrong. */
    private Decoded ofArray(byte[] value, Rejection rejection) {
        try {
            Optional<List<byte[]>> elements = arrays.elements(packing.unpacked(value));
            boolean empty = elements.isPresent() && elements.get().isEmpty();
            return empty
                    ? new Decoded.Skipped(SkipReason.NO_EVENT)
                    : new Decoded.Refused(look.explain(rejection, value));
        } catch (RefusedException refused) {
            return new Decoded.Refused(refused.rejection());
        } catch (IOException notJson) {
            return new Decoded.Refused(rejection);
        }
    }

    private static RefusedException malformed(String rule) {
        return new RefusedException(DeadLetterReason.MALFORMED, "the value " + rule);
    }

    private static String message(JsonProcessingException notJson) {
        JsonLocation location = notJson.getLocation();
        return "must be one JSON object: " + Found.printable(notJson.getOriginalMessage(), PARSER_MESSAGE_CHARACTERS)
                + (location == null ? "" : " (at byte " + location.getByteOffset() + ")");
    }
}
