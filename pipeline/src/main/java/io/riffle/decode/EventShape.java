package io.riffle.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.EventConfig;
import io.riffle.config.FieldConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.schema.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;

/** The readers of one declared event, put together once: where every key of the JSON leads to. */
final class EventShape {
    private final EventConfig config;
    private final IdentifierRule id;
    private final IdentifierRule entity;
    private final EventTimeRule time;
    private final List<RequiredField> required = new ArrayList<>();
    private final ObjectReader event;
    private final ObjectReader envelope;
    private int members;

    /** A column that must have a value, and what the field is called in messages. */
    record RequiredField(int column, String name, String path) {}

    EventShape(EventConfig config, FeatureSchema schema) {
        this.config = config;
        id = new IdentifierRule(config.id());
        entity = new IdentifierRule(config.entity());
        time = new EventTimeRule(config.time());
        event = config.fieldsIn().isPresent()
                ? ObjectReader.ofEnvelope("the event")
                : ObjectReader.ofFields("the event");
        envelope = ObjectReader.ofEnvelope("the CloudEvent");
        declareIdentity();
        declareFields(schema);
        declareEnvelope();
    }

    ObjectReader event() {
        return event;
    }

    ObjectReader envelope() {
        return envelope;
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

    List<RequiredField> required() {
        return required;
    }

    /** How many keys are declared on all levels. */
    int members() {
        return members;
    }

    private void declareIdentity() {
        event.declare(config.id(), members++, (parser, draft) -> draft.id(id.read(parser)));
        event.declare(config.entity(), members++, (parser, draft) -> draft.entity(entity.read(parser)));
        config.time()
                .field()
                .ifPresent(field -> event.declare(field, members++, (parser, draft) -> {
                    if (parser.currentToken() != JsonToken.VALUE_NULL) {
                        draft.time(time.read(parser));
                    }
                }));
    }

    private void declareFields(FeatureSchema schema) {
        String prefix = config.fieldsIn().map(object -> object + ".").orElse("");
        ObjectReader holder = config.fieldsIn().map(this::declareHolder).orElse(event);
        for (FieldConfig field : config.fields()) {
            String path = prefix + field.name();
            int column = schema.column(field.name());
            holder.declareField(field.name(), members++, reader(field, path, column));
            if (field.required()) {
                required.add(new RequiredField(column, field.name(), path));
            }
        }
    }

    /** The objects from the top level down to the one that holds the fields. */
    private ObjectReader declareHolder(String dottedPath) {
        String[] names = dottedPath.split("\\.", -1);
        ObjectReader parent = event;
        String path = "";
        for (int level = 0; level < names.length; level++) {
            path = level == 0 ? names[0] : path + "." + names[level];
            ObjectReader child =
                    level == names.length - 1 ? ObjectReader.ofFields(path) : ObjectReader.ofEnvelope(path);
            parent.declare(names[level], members++, child);
            parent = child;
        }
        return parent;
    }

    private static ValueReader reader(FieldConfig field, String path, int column) {
        return switch (field.type()) {
            case NUMBER, INTEGER, BOOLEAN -> new NumberReader(field, path, column);
            case CATEGORY -> new CategoryReader(field, path, column);
            case IMAGE -> new ImageReader(field, path, column);
            case TEXT -> new TextReader(new TextRule(path, field.maxLength()), column);
        };
    }

    private void declareEnvelope() {
        TextRule specVersion = new TextRule("specversion", 0);
        TextRule envelopeTime = new TextRule("time", 0);
        IdentifierRule envelopeId = new IdentifierRule("id");
        envelope.declare("specversion", members++, (parser, draft) -> draft.specVersion(specVersion.read(parser)));
        envelope.declare("id", members++, (parser, draft) -> draft.envelopeId(envelopeId.read(parser)));
        envelope.declare("time", members++, (parser, draft) -> {
            String text = envelopeTime.read(parser);
            if (text != null) {
                draft.envelopeTime(time.iso(text));
            }
        });
        envelope.declare("data", members++, event);
        envelope.declare("data_base64", members++, (parser, draft) -> {
            throw new RefusedException(
                    DeadLetterReason.WRONG_TYPE, "data of a CloudEvent must be a JSON object: was data_base64");
        });
    }
}
