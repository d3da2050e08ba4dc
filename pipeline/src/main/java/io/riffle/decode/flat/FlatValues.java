package io.riffle.decode.flat;

import io.riffle.config.event.Coercion;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.Leniency;

/** Makes the fast reader of one declared field, as {@link io.riffle.decode.value.FieldReaders} makes the complete one. */
final class FlatValues {
    private final FieldConfig field;
    private final int column;
    private final FlatNumber number;
    private final Leniency leniency;

    FlatValues(FieldConfig field, int column, FlatNumber number) {
        this.field = field;
        this.column = column;
        this.number = number;
        leniency = field.source().leniency();
    }

    FlatValue value() {
        FlatValue value = coercing();
        return leniency.missing().isEmpty() ? value : new FlatMissing(leniency.missing(), field.required(), value);
    }

    private FlatValue coercing() {
        return switch (field.type()) {
            case NUMBER, INTEGER -> {
                FlatNumberField strict = new FlatNumberField(field, column, number);
                yield leniency.allows(Coercion.TEXT_NUMBERS) && !leniency.allows(Coercion.DECIMAL_COMMA)
                        ? new FlatTextNumber(strict)
                        : strict;
            }
            case BOOLEAN -> {
                FlatTruthField strict = new FlatTruthField(column, number);
                yield leniency.allows(Coercion.TEXT_BOOLEANS) ? new FlatTextTruth(strict) : strict;
            }
            case CATEGORY ->
                text(
                        field.categories().values().isEmpty()
                                ? new FlatTextField(column, field.maxLength())
                                : new FlatCategoryField(field, column));
            case TEXT -> text(new FlatTextField(column, field.maxLength()));
            case IMAGE -> throw new IllegalArgumentException("an image must not be read here: " + field.name());
        };
    }

    private FlatValue text(FlatText strict) {
        return leniency.allows(Coercion.NUMERIC_CATEGORIES) ? new FlatNumericText(strict) : strict;
    }
}
