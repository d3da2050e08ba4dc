package io.riffle.decode.flat;

import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.FieldConfig.UnknownValues;
import io.riffle.decode.value.EventDraft;
import io.riffle.schema.QualityWarning;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Reads one category of a flat event that has declared values, by the rules of {@link io.riffle.decode.value.CategoryReader}. */
final class FlatCategoryField implements FlatText {
    private final int column;
    private final int maxLength;
    private final ByteTable<String> declared = new ByteTable<>();
    private final boolean refusesUnknown;
    private final String unknown;

    FlatCategoryField(FieldConfig field, int column) {
        this.column = column;
        maxLength = field.maxLength();
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        field.categories().values().stream()
                .filter(utf8::canEncode) // half a surrogate pair would be found as a question mark
                .forEach(value -> declared.put(value, value));
        refusesUnknown = field.categories().unknown() == UnknownValues.REJECT;
        unknown = QualityWarning.UNKNOWN_CATEGORY.label() + ":" + field.name();
    }

    @Override
    public boolean accept(FlatInput input, EventDraft draft) {
        String known = declared.find(input.bytes(), input.textStart(), input.textLength());
        if (known != null) {
            draft.text(column, known);
            return true;
        }
        if (refusesUnknown || input.textLength() > maxLength) {
            return false;
        }
        draft.warn(QualityWarning.UNKNOWN_CATEGORY, unknown);
        draft.text(column, input.text());
        return true;
    }
}
