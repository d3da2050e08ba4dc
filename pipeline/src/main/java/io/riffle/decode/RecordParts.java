package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPlace;
import io.riffle.config.event.FieldConfig;
import io.riffle.decode.EventShape.RequiredField;
import io.riffle.decode.value.EventDraft;
import io.riffle.decode.value.FieldReaders;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.ReaderTree;
import io.riffle.decode.value.RefusedException;
import io.riffle.decode.value.ValueReader;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.FrameRow;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Reads what is declared to be in a record's key, in its headers, or its position. Mostly there is nothing to read. */
final class RecordParts {
    private final List<Part> parts = new ArrayList<>();
    private final List<RequiredField> required = new ArrayList<>();
    private final ReaderTree keyTree;
    private final JsonFormat json;
    private boolean keyRead;

    /** A text beside the value, and what reads it. */
    private record Part(EventPlace place, ValueReader reader) {
        @Nullable
        String text(FrameRow row) {
            if (place instanceof EventPlace.InHeader header) {
                return decoded(row.header(header.name()));
            }
            return place instanceof EventPlace.Position ? row.positionName() : decoded(row.key());
        }

        /** Bytes that are not UTF-8 become U+FFFD, as everywhere where Java reads headers. */
        private static @Nullable String decoded(byte @Nullable [] bytes) {
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }
    }

    RecordParts(EventConfig config, FeatureSchema schema, EventShape shape, IntSupplier members) {
        json = new JsonFormat(config.maxBytes());
        EventPath nowhere = EventPath.of("nothing in a key is worth a warning");
        keyTree = new ReaderTree("the record key", Optional.of(nowhere), config.duplicateKeys(), members);
        if (config.value().isPresent()) {
            return;
        }
        declare(config.id().place(), shape.idReader());
        declare(config.entity().place(), shape.entityReader());
        config.time().place().ifPresent(place -> declare(place, shape.timeReader()));
        for (FieldConfig field : config.fields()) {
            declare(field, schema.column(field.name()));
        }
    }

    private void declare(FieldConfig field, int column) {
        EventPlace place = field.source().place();
        if (place.valuePath().isPresent()) {
            return;
        }
        FieldReaders readers = new FieldReaders(field, place.text(), column);
        boolean insideKey = place instanceof EventPlace.InKey key && key.path().isPresent();
        declare(place, insideKey ? readers.ofValue() : readers.ofText());
        if (field.required()) {
            required.add(new RequiredField(column, field.name(), place.text()));
        }
    }

    private void declare(EventPlace place, ValueReader reader) {
        if (place instanceof EventPlace.InKey key && key.path().isPresent()) {
            keyTree.declare(key.path().get(), reader);
            keyRead = true;
        } else if (place.valuePath().isEmpty()) {
            parts.add(new Part(place, reader));
        }
    }

    void read(FrameRow row, EventDraft draft) throws RefusedException, IOException {
        if (parts.isEmpty() && !keyRead) {
            return;
        }
        if (keyRead) {
            readKey(row.key(), draft);
        }
        for (Part part : parts) {
            String text = part.text(row);
            try (JsonParser parser = (text == null ? NullNode.getInstance() : new TextNode(text)).traverse()) {
                parser.nextToken();
                part.reader().read(parser, draft);
            }
        }
        for (RequiredField field : required) {
            if (draft.isMissing(field.column())) {
                throw new RefusedException(
                                DeadLetterReason.MISSING_FIELD, field.path() + " must be present: was missing")
                        .of(field.name());
            }
        }
    }

    /** A record without a key has nothing in it. */
    private void readKey(byte @Nullable [] key, EventDraft draft) throws RefusedException, IOException {
        if (key == null || key.length == 0) {
            return;
        }
        try (JsonParser parser = json.text(key)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("was " + (parser.hasCurrentToken() ? Found.value(parser) : "blank"));
            }
            keyTree.root().read(parser, draft);
            if (parser.nextToken() != null) {
                throw malformed("was followed by " + Found.value(parser));
            }
        } catch (JsonProcessingException notJson) {
            throw malformed("was " + Found.text(new String(key, StandardCharsets.UTF_8)));
        }
    }

    private static RefusedException malformed(String found) {
        return new RefusedException(
                DeadLetterReason.MALFORMED,
                "the record key must be one JSON object: " + found
                        + " (declare `from: key` without a path for a text)");
    }
}
