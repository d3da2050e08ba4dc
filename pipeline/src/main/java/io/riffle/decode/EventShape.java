package io.riffle.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.DuplicateKeys;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.FieldConfig;
import io.riffle.decode.value.EventTimeRule;
import io.riffle.decode.value.FieldReaders;
import io.riffle.decode.value.IdentifierRule;
import io.riffle.decode.value.ObjectReader;
import io.riffle.decode.value.ReaderTree;
import io.riffle.decode.value.RefusedException;
import io.riffle.decode.value.TextRule;
import io.riffle.decode.value.ValueReader;
import io.riffle.feature.FeatureSchema;
import io.riffle.schema.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The readers of one declared event, put together once: where every key of the JSON leads to. */
final class EventShape {
    private final EventConfig config;
    private final IdentifierRule id;
    private final IdentifierRule entity;
    private final EventTimeRule time;
    private final List<RequiredField> required = new ArrayList<>();
    private final ReaderTree event;
    private final ReaderTree envelope;
    private final RecordParts outside;
    private int members;

    /** A column that must have a value, and what the field is called in messages. */
    record RequiredField(int column, String name, String path) {}

    EventShape(EventConfig config, FeatureSchema schema) {
        this.config = config;
        id = new IdentifierRule("id", config.id());
        entity = new IdentifierRule("entity", config.entity());
        time = new EventTimeRule(config.time());
        Optional<EventPath> holder = config.fieldsIn().map(EventPath::parse);
        event = new ReaderTree("the event", holder, config.duplicateKeys(), this::nextMember);
        holder.ifPresent(event::declareObject);
        envelope = new ReaderTree(
                "the CloudEvent", Optional.of(EventPath.of("data")), DuplicateKeys.REJECT, this::nextMember);
        declareIdentity();
        declareFields(schema);
        declareEnvelope();
        outside = new RecordParts(config, schema, this, this::nextMember);
    }

    private int nextMember() {
        return members++;
    }

    ObjectReader event() {
        return event.root();
    }

    ObjectReader envelope() {
        return envelope.root();
    }

    /** What is not in the value. */
    RecordParts outside() {
        return outside;
    }

    IdentifierRule id() {
        return id;
    }

    IdentifierRule entity() {
        return entity;
    }

    EventTimeRule time() {
        return time;
    }

    /** The fields that must be in the value. */
    List<RequiredField> required() {
        return required;
    }

    /** How many keys are declared on all levels. */
    int members() {
        return members;
    }

    ValueReader idReader() {
        return (parser, draft) -> draft.id(id.read(parser));
    }

    ValueReader entityReader() {
        return (parser, draft) -> draft.entity(entity.read(parser));
    }

    ValueReader timeReader() {
        return (parser, draft) -> {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                draft.time(time.read(parser));
            }
        };
    }

    private void declareIdentity() {
        config.id().place().valuePath().ifPresent(path -> event.declare(path, idReader()));
        config.entity().place().valuePath().ifPresent(path -> event.declare(path, entityReader()));
        config.time().place().flatMap(place -> place.valuePath()).ifPresent(path -> event.declare(path, timeReader()));
    }

    private void declareFields(FeatureSchema schema) {
        for (FieldConfig field : config.fields()) {
            config.path(field).ifPresent(path -> declareField(field, path, schema.column(field.name())));
        }
    }

    private void declareField(FieldConfig field, EventPath path, int column) {
        FieldReaders readers = new FieldReaders(field, path.text(), column);
        field.source()
                .fold()
                .ifPresentOrElse(
                        fold -> event.declareFold(path, readers.ofElements(fold)),
                        () -> event.declare(path, readers.ofValue()));
        if (field.required()) {
            required.add(new RequiredField(column, field.name(), path.text()));
        }
    }

    private void declareEnvelope() {
        TextRule specVersion = new TextRule("specversion", 0);
        TextRule envelopeTime = new TextRule("time", 0);
        IdentifierRule envelopeId = IdentifierRule.ofAttribute("id");
        declareAttribute("specversion", (parser, draft) -> draft.specVersion(specVersion.read(parser)));
        declareAttribute("id", (parser, draft) -> draft.envelopeId(envelopeId.read(parser)));
        declareAttribute("time", (parser, draft) -> {
            String text = envelopeTime.read(parser);
            if (text != null) {
                draft.envelopeTime(time.iso(text));
            }
        });
        declareAttribute("data", event.root());
        declareAttribute("data_base64", (parser, draft) -> {
            throw new RefusedException(
                    DeadLetterReason.WRONG_TYPE, "data of a CloudEvent must be a JSON object: was data_base64");
        });
    }

    private void declareAttribute(String name, ValueReader reader) {
        envelope.declare(EventPath.of(name), reader);
    }
}
