package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event whose members have logical types: each value of such a type comes as {@link ConnectValues} writes it. While
 * the parser stands on one, another parser stands in its place.
 */
final class ConvertingParser extends JsonParserDelegate {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser original;
    private final ConnectValues values;
    private final String[] timePath;
    /** Of the objects and arrays around the current token, the innermost first. */
    private final Deque<ConnectTypes> around = new ArrayDeque<>();

    /**
     * Begins on the first token of an object.
     *
     * @param types of its members
     * @param timePath the names down to the event time; empty if it is not in the event
     */
    ConvertingParser(JsonParser original, ConnectTypes types, ConnectValues values, String[] timePath) {
        super(original);
        this.original = original;
        this.values = values;
        this.timePath = timePath;
        around.push(types);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        delegate = original;
        JsonToken token = original.nextToken();
        if (token == null) {
            return null;
        }
        switch (token) {
            case START_OBJECT -> open(member());
            case START_ARRAY -> around.push(ConnectTypes.NONE);
            case END_OBJECT, END_ARRAY -> around.poll();
            default -> {
                if (token.isScalarValue()) {
                    convert(member());
                }
            }
        }
        return delegate.currentToken();
    }

    private ConnectTypes member() throws IOException {
        ConnectTypes holder = around.peek();
        return holder == null || holder.isEmpty() ? ConnectTypes.NONE : holder.member(original.currentName());
    }

    private void open(ConnectTypes types) throws IOException {
        if (!types.name().equals(ConnectValues.VARIABLE_DECIMAL)) {
            around.push(types);
            return;
        }
        String base64 = "";
        int scale = 0;
        while (original.nextToken() == JsonToken.FIELD_NAME) {
            String name = original.currentName();
            JsonToken value = original.nextToken();
            if (name.equals("scale") && value == JsonToken.VALUE_NUMBER_INT) {
                scale = original.getValueAsInt();
            } else if (name.equals("value") && value == JsonToken.VALUE_STRING) {
                base64 = original.getText();
            }
            original.skipChildren();
        }
        standIn(ConnectValues.decimal(base64, scale).orElse("{}"));
    }

    private void convert(ConnectTypes types) throws IOException {
        if (types.name().isEmpty()) {
            return;
        }
        Optional<String> converted = Optional.empty();
        if (types.name().equals(ConnectValues.DECIMAL) && original.currentToken() == JsonToken.VALUE_STRING) {
            converted = ConnectValues.decimal(original.getText(), types.scale());
        } else if (isEventTime()) {
            converted = values.time(types.name(), original);
        }
        if (converted.isPresent()) {
            standIn(converted.get());
        }
    }

    private boolean isEventTime() throws IOException {
        if (timePath.length == 0
                || timePath.length != around.size()
                || !timePath[timePath.length - 1].equals(original.currentName())) {
            return false;
        }
        JsonStreamContext object = original.getParsingContext();
        for (int step = timePath.length - 2; step >= 0; step--) {
            object = object.getParent();
            if (object == null || !timePath[step].equals(object.getCurrentName())) {
                return false;
            }
        }
        return true;
    }

    private void standIn(String json) throws IOException {
        JsonParser other = JSON.createParser(json);
        other.nextToken();
        delegate = other;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        JsonToken token = currentToken();
        delegate.skipChildren();
        if (delegate == original && token != null && token.isStructStart()) {
            around.poll();
        }
        return this;
    }

    @Override
    public String currentName() throws IOException {
        return original.currentName();
    }

    @Override
    public JsonStreamContext getParsingContext() {
        return original.getParsingContext();
    }
}
