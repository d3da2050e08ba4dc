package io.riffle.expression.column;

import io.riffle.expression.ExpressionException;
import io.riffle.expression.ExpressionTokens.Token;
import java.math.BigInteger;

/** A number as it stands in a formula. Digits after a leading 0, without a point or an exponent, are octal. */
final class NumberLiteral {
    private static final int OCTAL = 8;

    private final Token token;
    private final String source;

    NumberLiteral(Token token, String source) {
        this.token = token;
        this.source = source;
    }

    double value() {
        String text = token.text();
        if (!isWhole() || !text.startsWith("0")) {
            return Double.parseDouble(text);
        }
        if (text.matches("[0-7]+")) {
            return new BigInteger(text, OCTAL).doubleValue();
        }
        throw new ExpressionException(
                "must be a formula: a number that begins with 0 is octal and has no 8 or 9: found '" + text + "'",
                source,
                token.position());
    }

    boolean isWholeZero() {
        return isWhole() && token.text().matches("0+");
    }

    private boolean isWhole() {
        return token.text().matches("[0-9]+");
    }
}
