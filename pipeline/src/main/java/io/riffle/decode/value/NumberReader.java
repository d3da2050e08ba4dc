package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.FieldConfig;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.QualityWarning;
import java.io.IOException;

/** Reads one declared number, integer or boolean and checks its bounds. */
final class NumberReader implements ValueReader {
    private final String path;
    private final int column;
    private final NumberSyntax syntax;
    private final double min;
    private final double max;
    private final double expectedMin;
    private final double expectedMax;
    private final String outlier;

    NumberReader(FieldConfig field, String path, int column) {
        this.path = path;
        this.column = column;
        syntax = NumberSyntax.of(field.type());
        min = field.allowed().min().orElse(Double.NEGATIVE_INFINITY);
        max = field.allowed().max().orElse(Double.POSITIVE_INFINITY);
        expectedMin = field.expected().min().orElse(Double.NEGATIVE_INFINITY);
        expectedMax = field.expected().max().orElse(Double.POSITIVE_INFINITY);
        outlier = QualityWarning.OUTLIER.label() + ":" + field.name();
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        accept(syntax.parse(parser, path), parser, draft);
    }

    /** Takes what the parser's value is as a number. */
    void accept(double value, JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (value < min) {
            throw outOfRange(parser, "at least " + min);
        }
        if (value > max) {
            throw outOfRange(parser, "at most " + max);
        }
        if (value < expectedMin || value > expectedMax) {
            draft.warn(QualityWarning.OUTLIER, outlier);
        }
        draft.number(column, value);
    }

    private RefusedException outOfRange(JsonParser parser, String expected) throws IOException {
        return new RefusedException(
                DeadLetterReason.OUT_OF_RANGE, path + " must be " + expected + ": was " + Found.value(parser));
    }
}
