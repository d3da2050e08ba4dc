package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.Coercion;
import io.riffle.config.event.Leniency;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Reads a number that may be text. With a decimal comma, {@code 1.234} is neither one nor a thousand and is refused:
 * a dot is only one between thousands if there is a comma, too.
 */
final class TextNumberReader implements ValueReader {
    private static final Pattern POINT = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Pattern COMMA = Pattern.compile("[+-]?(\\d+|\\d{1,3}(\\.\\d{3})+)(,\\d*)?");
    private static final Pattern GROUPS = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+");

    private final NumberReader reader;
    private final String path;
    private final boolean integer;
    private final boolean point;
    private final boolean comma;
    private final boolean counted;

    /** @param counted whether a text is something to tell about */
    TextNumberReader(NumberReader reader, String path, boolean integer, Leniency leniency, boolean counted) {
        this.reader = reader;
        this.path = path;
        this.integer = integer;
        comma = leniency.allows(Coercion.DECIMAL_COMMA);
        point = leniency.allows(Coercion.TEXT_NUMBERS);
        this.counted = counted;
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            reader.read(parser, draft);
            return;
        }
        double value = number(parser.getText());
        if (counted) {
            draft.coerced();
        }
        reader.accept(value, parser, draft);
    }

    private double number(String found) throws RefusedException {
        String text = found.strip();
        boolean groups = comma && GROUPS.matcher(text).matches();
        if (groups) {
            throw refused(
                    DeadLetterReason.WRONG_TYPE, "be clear: a dot may be a decimal point or between thousands", found);
        }
        if (comma && COMMA.matcher(text).matches()) {
            return value(text.replace(".", "").replace(',', '.'), found);
        }
        if (point && POINT.matcher(text).matches()) {
            return value(text, found);
        }
        boolean withComma = !comma && COMMA.matcher(text).matches();
        String advice = withComma ? " (declare `coerce: [decimal-comma]`)" : TypeAdvice.missing(found);
        throw refused(
                DeadLetterReason.WRONG_TYPE,
                "be " + (integer ? "an integer" : "a number") + " or its text",
                found,
                advice);
    }

    private double value(String text, String found) throws RefusedException {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw refused(DeadLetterReason.OUT_OF_RANGE, "fit into 64-bit floating point", found);
        }
        if (integer && value != Math.rint(value)) {
            throw refused(DeadLetterReason.WRONG_TYPE, "be an integer", found);
        }
        if (integer && Math.abs(value) > Long.MAX_VALUE) {
            throw refused(DeadLetterReason.OUT_OF_RANGE, "fit into 64 bits", found);
        }
        boolean written = text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        return written && !integer ? value : value + 0.0; // as in JSON, -0 is 0 and -0.0 is not
    }

    private RefusedException refused(DeadLetterReason reason, String rule, String found) {
        return refused(reason, rule, found, "");
    }

    private RefusedException refused(DeadLetterReason reason, String rule, String found, String advice) {
        return new RefusedException(reason, path + " must " + rule + ": was " + Found.text(found) + advice);
    }
}
