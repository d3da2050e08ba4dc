package io.riffle.expression.jexl;

import org.apache.commons.jexl3.JexlArithmetic;
import org.jspecify.annotations.Nullable;

/**
 * What operators mean in a formula. The engine's own rules are those of a script language: {@code 1 / 2} is 0, the text
 * "5" is a number, and NaN is less than everything. Here numbers are doubles, comparisons with a missing number are
 * false, and a number is never a text.
 */
public final class FeatureArithmetic extends JexlArithmetic {
    FeatureArithmetic() {
        super(false);
    }

    /** Texts side by side, missing if one is; or a sum. */
    @Override
    public @Nullable Object add(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number && right instanceof Number) {
            return number(left) + number(right);
        }
        if (isText(left) && isText(right)) {
            return left == null || right == null ? null : left.toString() + right;
        }
        return number(left) + number(right);
    }

    @Override
    public Object subtract(@Nullable Object left, @Nullable Object right) {
        return number(left) - number(right);
    }

    @Override
    public Object multiply(@Nullable Object left, @Nullable Object right) {
        return number(left) * number(right);
    }

    @Override
    public Object divide(@Nullable Object left, @Nullable Object right) {
        return number(left) / number(right);
    }

    @Override
    public Object mod(@Nullable Object left, @Nullable Object right) {
        return number(left) % number(right);
    }

    @Override
    public Object negate(@Nullable Object value) {
        return -number(value);
    }

    @Override
    public Object positivize(@Nullable Object value) {
        return number(value);
    }

    @Override
    public boolean equals(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number && right instanceof Number) {
            return number(left) == number(right);
        }
        if (left != null && right != null && left.getClass() != right.getClass()) {
            throw new ArithmeticException(
                    "only equal kinds can be compared: were " + kind(left) + " and " + kind(right));
        }
        return left != null && left.equals(right);
    }

    @Override
    public boolean lessThan(@Nullable Object left, @Nullable Object right) {
        return number(left) < number(right);
    }

    @Override
    public boolean greaterThan(@Nullable Object left, @Nullable Object right) {
        return number(left) > number(right);
    }

    @Override
    public boolean lessThanOrEqual(@Nullable Object left, @Nullable Object right) {
        return number(left) <= number(right);
    }

    @Override
    public boolean greaterThanOrEqual(@Nullable Object left, @Nullable Object right) {
        return number(left) >= number(right);
    }

    /** A missing condition does not hold. */
    @Override
    public boolean toBoolean(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new ArithmeticException("a condition must be true or false: was " + kind(value));
    }

    private static boolean isText(@Nullable Object value) {
        return value == null || value instanceof String;
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new ArithmeticException("a number is needed: was " + kind(value));
    }

    static String kind(@Nullable Object value) {
        if (value == null) {
            return "a missing text";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof Boolean ? "true or false" : "a text";
    }
}
