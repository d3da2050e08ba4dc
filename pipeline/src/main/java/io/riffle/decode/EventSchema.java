package io.riffle.decode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.config.EventConfig;
import io.riffle.config.EventTimeConfig;
import io.riffle.config.EventTimeConfig.TimeUnit;
import io.riffle.config.FieldConfig;
import io.riffle.config.FieldConfig.UnknownValues;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The JSON Schema (2020-12) of the events that a pipeline declares: for producers, and for tests that compare it with
 * {@link EventDecoder}. What needs the record beside the value (key, timestamp, CloudEvents attributes) is not in it.
 */
public final class EventSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** No control characters, as in {@link IdentifierRule}. */
    private static final String PRINTABLE = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$";

    private EventSchema() {}

    public static ObjectNode of(EventConfig event) {
        ObjectNode schema = node("object");
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Event");
        schema.put(
                "description",
                "An event as the pipeline declares it: one JSON object in UTF-8 of at most " + event.maxBytes()
                        + " bytes. Fields that are not declared are skipped.");
        require(schema, event.id(), identifier("Id of the event; the same id is the same event."));
        require(schema, event.entity(), identifier("What the event is about: history and profile are kept for it."));
        event.time().field().ifPresent(field -> require(schema, field, time(event.time())));
        ObjectNode holder = holder(schema, event);
        for (FieldConfig field : event.fields()) {
            holder.withObjectProperty("properties").set(field.name(), field(field));
            if (field.required()) {
                holder.withArrayProperty("required").add(field.name());
            }
        }
        return schema;
    }

    /** The object that holds the fields; required down to there as soon as one of the fields is. */
    private static ObjectNode holder(ObjectNode schema, EventConfig event) {
        boolean required = event.fields().stream().anyMatch(FieldConfig::required);
        ObjectNode holder = schema;
        String path = event.fieldsIn().orElse("");
        for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\.", -1))) {
            ObjectNode child = required ? node("object") : nullable(object(), "object");
            holder.withObjectProperty("properties").set(name, child);
            if (required) {
                holder.withArrayProperty("required").add(name);
            }
            holder = child;
        }
        return holder;
    }

    private static void require(ObjectNode schema, String name, ObjectNode member) {
        schema.withObjectProperty("properties").set(name, member);
        schema.withArrayProperty("required").add(name);
    }

    private static ObjectNode identifier(String description) {
        return node("string")
                .put("description", description)
                .put("minLength", 1)
                .put("maxLength", IdentifierRule.MAX_LENGTH)
                .put("pattern", PRINTABLE);
    }

    private static ObjectNode time(EventTimeConfig time) {
        if (time.unit() == TimeUnit.ISO) {
            return node("string")
                    .put("description", "Event time, ISO 8601 with an offset.")
                    .put("format", "date-time");
        }
        return switch (time.unit()) {
            case S -> sinceEpoch("seconds", EventTimeRule.LATEST / 1000);
            case US -> sinceEpoch("microseconds", EventTimeRule.LATEST * 1000 + 999);
            case MS, ISO -> sinceEpoch("milliseconds", EventTimeRule.LATEST);
        };
    }

    private static ObjectNode sinceEpoch(String unit, long latest) {
        return node("integer")
                .put("description", "Event time in " + unit + " since 1970-01-01T00:00:00Z.")
                .put("minimum", 0)
                .put("maximum", latest);
    }

    private static ObjectNode field(FieldConfig field) {
        return switch (field.type()) {
            case NUMBER -> bounded(typed(field, "number"), field);
            case INTEGER ->
                bounded(typed(field, "integer").put("minimum", Long.MIN_VALUE).put("maximum", Long.MAX_VALUE), field);
            case BOOLEAN -> truth(field);
            case CATEGORY -> category(field);
            case IMAGE -> image(field);
            case TEXT -> limited(typed(field, "string"), field);
        };
    }

    private static ObjectNode typed(FieldConfig field, String type) {
        return field.required() ? node(type) : nullable(object(), type);
    }

    private static ObjectNode bounded(ObjectNode node, FieldConfig field) {
        put(node, "minimum", field.allowed().min());
        put(node, "maximum", field.allowed().max());
        return node;
    }

    private static void put(ObjectNode node, String keyword, OptionalDouble bound) {
        bound.ifPresent(value -> node.put(keyword, value));
    }

    private static ObjectNode truth(FieldConfig field) {
        ObjectNode node = object();
        node.putArray("enum").add(true).add(false).add(0).add(1);
        if (!field.required()) {
            node.withArrayProperty("enum").addNull();
        }
        return node;
    }

    /** Unknown values that are only warned about are allowed; the declared ones are then examples. */
    private static ObjectNode category(FieldConfig field) {
        ObjectNode node = limited(typed(field, "string"), field);
        if (field.categories().values().isEmpty()) {
            return node;
        }
        boolean closed = field.categories().unknown() == UnknownValues.REJECT;
        String keyword = closed ? "enum" : "examples";
        field.categories()
                .values()
                .forEach(value -> node.withArrayProperty(keyword).add(value));
        if (closed && !field.required()) {
            node.withArrayProperty(keyword).addNull();
        }
        return node;
    }

    /** What the image itself must be is beyond JSON Schema. */
    private static ObjectNode image(FieldConfig field) {
        ObjectNode node = typed(field, "string");
        if (field.image().folder().isPresent()) {
            return node.put("description", "Name of an image file, relative to the declared folder.");
        }
        return node.put("description", "PNG, JPEG, GIF, WebP or BMP in base64.").put("contentEncoding", "base64");
    }

    private static ObjectNode limited(ObjectNode node, FieldConfig field) {
        return field.maxLength() > 0 ? node.put("maxLength", field.maxLength()) : node;
    }

    private static ObjectNode nullable(ObjectNode node, String type) {
        node.putArray("type").add(type).add("null");
        return node;
    }

    private static ObjectNode node(String type) {
        return NODES.objectNode().put("type", type);
    }

    private static ObjectNode object() {
        return NODES.objectNode();
    }
}
