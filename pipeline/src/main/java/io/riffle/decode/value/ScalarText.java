package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a number or a boolean is as text: exact, and the same for all spellings of one number. */
public final class ScalarText {
    private static final double SMALLEST = 1e-100;
    private static final double LARGEST = 1e100;

    /** Null for what is neither a number nor a boolean, for NaN and infinities, and for more digits than anybody means. */
    @Nullable
    public String of(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NUMBER_INT -> integer(parser.getText());
            case VALUE_NUMBER_FLOAT -> text(decimal(parser));
            default -> null;
        };
    }

    /** The exact value of a number with a fraction or an exponent; null if it is no usual one: JSON has 1e999999999999. */
    static @Nullable BigDecimal decimal(JsonParser parser) throws IOException {
        double value = Math.abs(parser.getDoubleValue());
        if (value == 0) {
            return BigDecimal.ZERO;
        }
        return value > SMALLEST && value < LARGEST ? parser.getDecimalValue() : null;
    }

    /** False for NaN, Infinity and -Infinity, which some producers write although JSON has no such numbers. */
    public static boolean isFinite(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            return true;
        }
        char last = parser.getTextCharacters()[parser.getTextOffset() + parser.getTextLength() - 1];
        return last >= '0' && last <= '9';
    }

    /** NaN, Infinity or -Infinity, however it is written. */
    public static String nonFinite(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        return Double.toString(value);
    }

    private static String integer(String digits) {
        return digits.equals("-0") ? "0" : digits;
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        if (number == null || number.signum() == 0) {
            return number == null ? null : "0";
        }
        return number.stripTrailingZeros().toPlainString();
    }
}
