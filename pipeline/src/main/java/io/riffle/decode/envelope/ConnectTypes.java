package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka Connect's schema says about a value and its members: the names of logical types, as
 * {@code org.apache.kafka.connect.data.Decimal}. Mutable while it is read.
 */
final class ConnectTypes {
    /** Says nothing. */
    static final ConnectTypes NONE = new ConnectTypes();

    private final Map<String, ConnectTypes> members = new HashMap<>();
    private String name = "";
    private String field = "";
    private int scale;

    /** The logical type's name; empty if there is none. */
    String name() {
        return name;
    }

    /** Digits behind the point of a decimal. */
    int scale() {
        return scale;
    }

    boolean isEmpty() {
        return name.isEmpty() && members.isEmpty();
    }

    /** A member's; {@link #NONE} if nothing is known about it. */
    ConnectTypes member(@Nullable String of) {
        return members.getOrDefault(of, NONE);
    }

    /** An object with these of one member. */
    static ConnectTypes holding(String member, ConnectTypes types) {
        ConnectTypes holder = new ConnectTypes();
        holder.members.put(member, types);
        return holder;
    }

    /** A decimal with that many digits behind the point, under a path of names joined by dots. */
    void addDecimal(String path, int digits) {
        ConnectTypes at = this;
        for (String step : path.split("\\.", -1)) {
            at = at.members.computeIfAbsent(step, absent -> new ConnectTypes());
        }
        at.name = ConnectValues.DECIMAL;
        at.scale = digits;
    }

    /** These, and where they say nothing the others. */
    ConnectTypes or(ConnectTypes others) {
        if (others.isEmpty() || isEmpty()) {
            return isEmpty() ? others : this;
        }
        ConnectTypes both = new ConnectTypes();
        both.name = name.isEmpty() ? others.name : name;
        both.scale = name.isEmpty() ? others.scale : scale;
        both.members.putAll(others.members);
        members.forEach((member, types) -> both.members.put(member, types.or(others.member(member))));
        return both;
    }

    /** Reads a schema that the parser stands on; whatever else it is says nothing. */
    static ConnectTypes read(JsonParser parser) throws IOException {
        ConnectTypes types = new ConnectTypes();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return types;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            types.readKey(key, parser);
        }
        return types;
    }

    private void readKey(String key, JsonParser parser) throws IOException {
        switch (key) {
            case "name" -> name = text(parser);
            case "field" -> field = text(parser);
            case "parameters" -> readParameters(parser);
            case "fields" -> readFields(parser);
            default -> parser.skipChildren();
        }
    }

    private void readFields(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.hasCurrentToken()) {
            ConnectTypes member = read(parser);
            if (!member.isEmpty()) {
                members.put(member.field, member);
            }
        }
    }

    private void readParameters(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean digits = parser.currentName().equals("scale");
            parser.nextToken();
            String value = parser.currentToken().isScalarValue() ? parser.getText() : "";
            parser.skipChildren();
            if (digits && value.matches("-?\\d{1,4}")) {
                scale = Integer.parseInt(value);
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return "";
    }
}
