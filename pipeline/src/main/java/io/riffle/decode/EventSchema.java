package io.riffle.decode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.config.event.Coercion;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventPlace;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.FieldConfig.UnknownValues;
import io.riffle.config.event.Identifier;
import io.riffle.config.event.Leniency;
import io.riffle.config.event.TimeForm;
import io.riffle.decode.value.IdentifierRule;
import io.riffle.decode.value.TimeScale;
import java.util.OptionalDouble;

/**
 * The JSON Schema (2020-12) of the events that a pipeline declares: for producers, and for tests that compare it with
 * {@link EventDecoder}. What needs the record beside the value (key, headers, timestamp, CloudEvents attributes) is not in
 * it, nor is what texts must say that are read as numbers, times or booleans.
 */
public final class EventSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** No control characters, as in {@link io.riffle.decode.value.IdentifierRule}. */
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
        SchemaTree tree = new SchemaTree(schema);
        event.id()
                .place()
                .valuePath()
                .ifPresent(path -> tree.put(
                        path, identifier(event.id(), "Id of the event; the same id is the same event."), true));
        event.entity()
                .place()
                .valuePath()
                .ifPresent(path -> tree.put(
                        path,
                        identifier(event.entity(), "What the event is about: history and profile are kept for it."),
                        true));
        event.time()
                .place()
                .flatMap(EventPlace::valuePath)
                .ifPresent(path -> tree.put(path, time(event.time().form()), true));
        for (FieldConfig field : event.fields()) {
            event.path(field).ifPresent(path -> {
                if (field.source().fold().isPresent()) {
                    tree.putArray(path, field.required());
                } else {
                    tree.put(path, field(field), field.required());
                }
            });
        }
        return schema;
    }

    /** Integers and booleans are the same as their text. */
    private static ObjectNode identifier(Identifier identifier, String description) {
        ObjectNode node = object();
        boolean any = identifier.type() == Identifier.Type.ANY;
        node.putArray("type").add("string").add(any ? "number" : "integer").add("boolean");
        return node.put("description", description)
                .put("minLength", 1)
                .put("maxLength", IdentifierRule.MAX_LENGTH)
                .put("pattern", PRINTABLE);
    }

    private static ObjectNode time(TimeForm form) {
        if (form.unit() == TimeUnit.ISO) {
            String written =
                    form.pattern().map(pattern -> "of the format " + pattern).orElse("ISO 8601");
            String offset =
                    form.zone().map(zone -> "without an offset in " + zone).orElse("with an offset");
            return node("string").put("description", "Event time, " + written + ", " + offset + ".");
        }
        return switch (form.unit()) {
            case S -> sinceEpoch("seconds", 1000, 1);
            case US -> sinceEpoch("microseconds", 1, 1000);
            case NS -> sinceEpoch("nanoseconds", 1, 1_000_000);
            case MS, ISO -> sinceEpoch("milliseconds", 1, 1);
        };
    }

    /** Nanoseconds end before the year 9999: numbers of JSON Schema are those of 64 bits. */
    private static ObjectNode sinceEpoch(String unit, long divisor, long factor) {
        ObjectNode node = object();
        node.putArray("type").add("number").add("string");
        long earliest = Math.max(TimeScale.EARLIEST / divisor, Long.MIN_VALUE / factor) * factor;
        long latest = Math.min(TimeScale.LATEST / divisor, Long.MAX_VALUE / factor - 1) * factor + factor - 1;
        return node.put("description", "Event time in " + unit + " since 1970-01-01T00:00:00Z, or its text.")
                .put("minimum", earliest)
                .put("maximum", latest)
                .put("pattern", "^[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?$");
    }

    private static ObjectNode field(FieldConfig field) {
        return switch (field.type()) {
            case NUMBER -> bounded(lenient(field, "number"), field);
            case INTEGER ->
                bounded(lenient(field, "integer").put("minimum", Long.MIN_VALUE).put("maximum", Long.MAX_VALUE), field);
            case BOOLEAN -> truth(field);
            case CATEGORY -> category(field);
            case IMAGE -> image(field);
            case TEXT -> limited(lenient(field, "string"), field);
        };
    }

    /** Its type, and the others that are declared to be read as it. */
    private static ObjectNode lenient(FieldConfig field, String type) {
        Leniency leniency = field.source().leniency();
        if (leniency.equals(Leniency.NONE)) {
            return typed(field, type);
        }
        ObjectNode node = object();
        node.putArray("type").add(type);
        if (!field.required()) {
            node.withArrayProperty("type").add("null");
        }
        if (leniency.allows(Coercion.NUMERIC_CATEGORIES)) {
            node.withArrayProperty("type").add("number").add("boolean");
        } else if (!type.equals("string")) {
            node.withArrayProperty("type").add("string");
        }
        return node;
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
        if (!field.source().leniency().equals(Leniency.NONE)) {
            return lenient(field, "boolean");
        }
        ObjectNode node = object();
        node.putArray("enum").add(true).add(false).add(0).add(1);
        if (!field.required()) {
            node.withArrayProperty("enum").addNull();
        }
        return node;
    }

    /** Unknown values that are only warned about are allowed; the declared ones are then examples. */
    private static ObjectNode category(FieldConfig field) {
        ObjectNode node = limited(lenient(field, "string"), field);
        if (!field.source().leniency().equals(Leniency.NONE)) {
            return node;
        }
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
