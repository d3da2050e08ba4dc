package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.EnvelopeConfig.ChangeTime;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.SkipReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One change of a row as Debezium writes it. The row after a create, an update or a snapshot's read is an event; a delete is
 * none, nor is a truncated table or a message of the database's log.
 */
final class DatabaseChange {
    private final EnvelopeMembers members;
    private final ChangeTime time;
    private final EventContents contents;
    private String operation = "";
    private boolean hasRow;

    DatabaseChange(EnvelopeMembers members, ChangeTime time, EventContents contents) {
        this.members = members;
        this.time = time;
        this.contents = contents;
    }

    /** Reads the whole of it. */
    void read(JsonParser parser, ConnectTypes types) throws IOException, RefusedException {
        members.checkObject(parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            readMember(name, parser, types);
        }
    }

    void readMember(String name, JsonParser parser, ConnectTypes types) throws IOException, RefusedException {
        switch (name) {
            case "after" -> readRow(parser, types.member(name));
            case "op" -> {
                members.see(name);
                operation = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
                parser.skipChildren();
            }
            case "ts_ms" -> readTime(parser, ChangeTime.CONNECTOR);
            case "source" -> readSource(parser);
            default -> parser.skipChildren();
        }
    }

    private void readRow(JsonParser parser, ConnectTypes types) throws IOException, RefusedException {
        members.see("after");
        hasRow = parser.currentToken() != JsonToken.VALUE_NULL;
        if (hasRow) {
            contents.event(parser, types);
        }
    }

    private void readSource(JsonParser parser) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean committed = parser.currentName().equals("ts_ms");
            parser.nextToken();
            if (committed) {
                readTime(parser, ChangeTime.DATABASE);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readTime(JsonParser parser, ChangeTime kind) throws IOException, RefusedException {
        if (kind == time && parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            contents.time(parser.getLongValue());
        }
        parser.skipChildren();
    }

    /** Why there is no event; null if there is one. */
    @Nullable
    SkipReason finish() throws RefusedException {
        switch (operation) {
            case "c", "u", "r" -> {
                if (!hasRow) {
                    throw members.missing("after");
                }
                return null;
            }
            case "d" -> {
                return SkipReason.DELETE;
            }
            case "t", "m" -> {
                return SkipReason.NO_EVENT;
            }
            case "" -> throw members.missing("op");
            default -> throw members.wrong("must have the op c, u, r, d, t or m: was " + Found.text(operation));
        }
    }
}
