package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.FieldConfig.UnknownValues;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.QualityWarning;
import java.io.IOException;

/** Reads one declared category. Without declared values every text is one. */
final class CategoryReader implements TextTarget {
    private final int column;
    private final TextRule text;
    private final CategoryTable declared;
    private final boolean open;
    private final boolean refusesUnknown;
    private final String unknown;

    CategoryReader(FieldConfig field, String path, int column) {
        this.column = column;
        text = new TextRule(path, field.maxLength(), true);
        declared = new CategoryTable(field.categories().values());
        open = field.categories().values().isEmpty();
        refusesUnknown = field.categories().unknown() == UnknownValues.REJECT;
        unknown = QualityWarning.UNKNOWN_CATEGORY.label() + ":" + field.name();
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && !open) {
            String known = declared.find(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            if (known != null) {
                draft.text(column, known);
                return;
            }
        }
        String value = text.read(parser);
        if (value != null) {
            keep(value, draft);
        }
    }

    @Override
    public void accept(String value, EventDraft draft) throws RefusedException {
        String known = open ? null : declared.find(value.toCharArray(), 0, value.length());
        if (known != null) {
            draft.text(column, known);
            return;
        }
        text.checkLength(value);
        keep(value, draft);
    }

    private void keep(String value, EventDraft draft) throws RefusedException {
        if (!open) {
            if (refusesUnknown) {
                throw new RefusedException(
                        DeadLetterReason.UNKNOWN_CATEGORY,
                        text.path() + " must be one of the declared values: was " + Found.text(value));
            }
            draft.warn(QualityWarning.UNKNOWN_CATEGORY, unknown);
        }
        draft.text(column, value);
    }
}
