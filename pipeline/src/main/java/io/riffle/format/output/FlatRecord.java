package io.riffle.format.output;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A prediction as one row, as tables want it: what Riffle adds to the model's outputs, the features that it includes as
 * {@code feature_<name>}, and the outputs themselves as the text of their JSON.
 */
public final class FlatRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a column holds. */
    enum Kind {
        TEXT,
        /** Several texts, joined by commas. */
        TEXTS,
        /** The text of a JSON value. */
        STRUCTURE,
        NUMBER,
        TRUTH,
        INTEGER,
        LONG,
        /** Milliseconds since the epoch. */
        TIME
    }

    /**
     * One column.
     *
     * @param at where its value stands in the prediction
     * @param required whether it is always there
     */
    record Column(String name, Kind kind, JsonPointer at, boolean required, String meaning) {}

    private final List<Column> columns = new ArrayList<>();

    /**
     * The columns of a pipeline's predictions.
     *
     * @param included features that predictions carry
     * @throws IllegalArgumentException if two of them have names that differ in other letters than those of columns
     */
    public FlatRecord(List<String> included, FeatureSchema schema) {
        required("id", Kind.TEXT, "/id", "The event's id");
        required("entity", Kind.TEXT, "/parameters/entity", "What the event is about");
        required("event_time_ms", Kind.TIME, "/parameters/event_time_ms", "Event time");
        required("model_name", Kind.TEXT, "/model_name", "Name of the model");
        required("model_version", Kind.TEXT, "/model_version", "Its version");
        required("variant", Kind.TEXT, "/parameters/variant", "Which of several models in use answered");
        required("score", Kind.NUMBER, "/parameters/score", "The number that alert rules look at");
        optional("label", Kind.TEXT, "/parameters/label", "The predicted class");
        optional("degraded", Kind.TEXTS, "/parameters/degraded", "Why the answer was made with less");
        optional("warnings", Kind.TEXTS, "/parameters/warnings", "What was odd about the event");
        required("source_topic", Kind.TEXT, "/parameters/source/topic", "Topic of the event");
        required("source_partition", Kind.INTEGER, "/parameters/source/partition", "Its partition");
        required("source_offset", Kind.LONG, "/parameters/source/offset", "Its offset");
        optional("outputs", Kind.STRUCTURE, "/outputs", "The model's outputs as JSON");
        included.forEach(
                name -> feature(name, schema.feature(schema.column(name)).type()));
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("predictions.include-features must differ in letters, digits and _: "
                        + "two are the column " + column.name());
            }
        }
    }

    private void required(String name, Kind kind, String at, String meaning) {
        columns.add(new Column(name, kind, JsonPointer.compile(at), true, meaning));
    }

    private void optional(String name, Kind kind, String at, String meaning) {
        columns.add(new Column(name, kind, JsonPointer.compile(at), false, meaning));
    }

    private void feature(String name, FeatureType type) {
        Kind kind = switch (type) {
            case NUMBER, INTEGER -> Kind.NUMBER;
            case BOOLEAN -> Kind.TRUTH;
            case CATEGORY, TEXT, IMAGE -> Kind.TEXT;
        };
        String escaped = name.replace("~", "~0").replace("/", "~1");
        optional(
                "feature_" + name.replaceAll("[^A-Za-z0-9_]", "_"),
                kind,
                "/parameters/features/" + escaped,
                "The feature " + name);
    }

    List<Column> columns() {
        return columns;
    }

    static JsonNode read(byte[] prediction) {
        try {
            return JSON.readTree(prediction);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The text of a column that is one. */
    static String text(Column column, JsonNode value) {
        if (column.kind() == Kind.STRUCTURE) {
            return value.toString();
        }
        if (column.kind() != Kind.TEXTS) {
            return value.asText();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(each -> texts.add(each.asText()));
        return String.join(",", texts);
    }
}
