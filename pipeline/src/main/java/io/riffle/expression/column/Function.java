package io.riffle.expression.column;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a formula can call. */
enum Function {
    ABS(1),
    CEIL(1),
    CLAMP(3),
    CONTAINS(2),
    EXP(1),
    FLOOR(1),
    IF_MISSING(2),
    IS_MISSING(1),
    LENGTH(1),
    LOG(1),
    LOG1P(1),
    LOWER(1),
    MAX(2),
    MIN(2),
    POW(2),
    ROUND(1),
    SIGN(1),
    SQRT(1),
    STARTS_WITH(2);

    private final int takes;

    Function(int takes) {
        this.takes = takes;
    }

    static @Nullable Function named(String name) {
        return Stream.of(values())
                .filter(each -> each.word().equals(name))
                .findFirst()
                .orElse(null);
    }

    static List<String> words() {
        return Stream.of(values()).map(Function::word).toList();
    }

    /** As it stands in a formula. */
    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Calls it; with another number of values than it takes, it fails where it is reached. */
    Part<?> of(List<Part<?>> values, int position) {
        if (values.size() != takes) {
            String needed = takes == 1 ? "1 value" : takes + " values";
            return Part.broken(word() + " takes " + needed + ": was given " + values.size(), position);
        }
        return result(values).at(position);
    }

    private Part<?> result(List<Part<?>> values) {
        Part<?> first = values.get(0);
        return switch (this) {
            case ABS -> Transformation.ABS.of(first);
            case CEIL -> Transformation.CEIL.of(first);
            case CLAMP -> Calculation.LEAST.of(Calculation.GREATEST.of(first, values.get(1)), values.get(2));
            case CONTAINS -> TextFunction.CONTAINS.of(first, values.get(1));
            case EXP -> Transformation.EXP.of(first);
            case FLOOR -> Transformation.FLOOR.of(first);
            case IF_MISSING -> Missing.replaced(first, values.get(1));
            case IS_MISSING -> Missing.is(first);
            case LENGTH -> TextFunction.length(first);
            case LOG -> Transformation.LOG.of(first);
            case LOG1P -> Transformation.LOG1P.of(first);
            case LOWER -> TextFunction.lower(first);
            case MAX -> Calculation.GREATEST.of(first, values.get(1));
            case MIN -> Calculation.LEAST.of(first, values.get(1));
            case POW -> Calculation.POWER.of(first, values.get(1));
            case ROUND -> Transformation.ROUND.of(first);
            case SIGN -> Transformation.SIGN.of(first);
            case SQRT -> Transformation.SQRT.of(first);
            case STARTS_WITH -> TextFunction.STARTS_WITH.of(first, values.get(1));
        };
    }
}
