package io.riffle.expression.column;

import org.jspecify.annotations.Nullable;

/** What stands between two values. */
enum Operator {
    OR(1, "or"),
    AND(2, "and"),
    EQUAL(3, "=="),
    UNEQUAL(3, "!="),
    LESS(4, "<"),
    AT_MOST(4, "<="),
    GREATER(4, ">"),
    AT_LEAST(4, ">="),
    ADD(5, "+"),
    SUBTRACT(5, "-"),
    MULTIPLY(6, "*"),
    DIVIDE(6, "/"),
    REMAINDER(6, "%");

    private final int strength;
    private final String symbol;

    /** @param strength of two operators beside a value, the stronger one takes it */
    Operator(int strength, String symbol) {
        this.strength = strength;
        this.symbol = symbol;
    }

    static @Nullable Operator of(String written) {
        String symbol = switch (written) {
            case "||" -> OR.symbol;
            case "&&" -> AND.symbol;
            default -> written;
        };
        for (Operator each : values()) {
            if (each.symbol.equals(symbol)) {
                return each;
            }
        }
        return null;
    }

    int strength() {
        return strength;
    }

    /** Comparisons of one strength do not follow each other: {@code 1 < amount < 5} means nothing. */
    boolean standsAlone() {
        return strength == EQUAL.strength || strength == LESS.strength;
    }

    Part<?> of(Part<?> left, Part<?> right) {
        return switch (this) {
            case OR -> Conjunction.OR.of(left, right);
            case AND -> Conjunction.AND.of(left, right);
            case EQUAL -> Equality.equal(left, right);
            case UNEQUAL -> Equality.unequal(left, right);
            case LESS -> Comparison.LESS.of(left, right);
            case AT_MOST -> Comparison.AT_MOST.of(left, right);
            case GREATER -> Comparison.GREATER.of(left, right);
            case AT_LEAST -> Comparison.AT_LEAST.of(left, right);
            case ADD -> Sum.of(left, right);
            case SUBTRACT -> Calculation.SUBTRACT.of(left, right);
            case MULTIPLY -> Calculation.MULTIPLY.of(left, right);
            case DIVIDE -> Division.of(Calculation.DIVIDE, left, right);
            case REMAINDER -> Division.of(Calculation.REMAINDER, left, right);
        };
    }
}
