package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads declared elements of an array, and what is declared of all its elements. */
final class ArrayReader implements ValueReader {
    private final String path;
    private final Map<Integer, ValueReader> elements = new HashMap<>();
    private final List<ElementFold> folds = new ArrayList<>();
    private final List<Integer> repeated = new ArrayList<>();
    private final List<ValueReader> each = new ArrayList<>();

    ArrayReader(String path) {
        this.path = path;
    }

    void declare(int index, ValueReader reader) {
        elements.merge(index, reader, ValueReader::and);
    }

    /** Declares what is read of each element. */
    void declareEach(ValueReader reader) {
        each.add(reader);
    }

    /** Declares what begins and ends with the array; its readers are inside of the elements. */
    void declare(ElementFold fold) {
        folds.add(fold);
    }

    /** Tells of a member that is in each element. */
    void repeat(int member) {
        repeated.add(member);
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new RefusedException(
                    DeadLetterReason.WRONG_TYPE,
                    path + " must be an array: was " + Found.value(parser) + " (declare its path without brackets)");
        }
        for (ElementFold fold : folds) {
            fold.begin();
        }
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            readElement(elements.get(index), parser, draft);
        }
        for (ElementFold fold : folds) {
            fold.end(draft);
        }
    }

    private void readElement(@Nullable ValueReader one, JsonParser parser, EventDraft draft)
            throws IOException, RefusedException {
        for (int member : repeated) {
            draft.forget(member);
        }
        int readers = each.size() + (one == null ? 0 : 1);
        if (readers > 1 && parser.currentToken().isStructStart()) {
            TokenBuffer element = Tokens.of(parser);
            if (one != null) {
                Tokens.read(element, one, draft);
            }
            for (ValueReader reader : each) {
                Tokens.read(element, reader, draft);
            }
            return;
        }
        if (one != null) {
            one.read(parser, draft);
        }
        for (ValueReader reader : each) {
            reader.read(parser, draft);
        }
        if (readers == 0) {
            parser.skipChildren();
        }
    }
}
