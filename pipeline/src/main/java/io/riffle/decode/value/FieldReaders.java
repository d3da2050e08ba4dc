package io.riffle.decode.value;

import io.riffle.config.event.Coercion;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.FieldSource.ArrayFold;
import io.riffle.config.event.Leniency;
import io.riffle.feature.FeatureType;
import java.util.EnumSet;
import java.util.Set;

/** Makes the reader of one declared field: that of its type, and around it what is declared of its values. */
public final class FieldReaders {
    private final FieldConfig field;
    private final String path;
    private final int column;

    /** @param path what messages call the field's place */
    public FieldReaders(FieldConfig field, String path, int column) {
        this.field = field;
        this.path = path;
        this.column = column;
    }

    /** Of a value in JSON. */
    public ValueReader ofValue() {
        return new NamedReader(field.name(), lenient(field.source().leniency(), true));
    }

    /** Of a value that can only be text, in a header or as the whole key: to read it as a number is no leniency. */
    public ValueReader ofText() {
        Set<Coercion> coerce = EnumSet.of(Coercion.TEXT_NUMBERS, Coercion.TEXT_BOOLEANS);
        Leniency texts = new Leniency(coerce, field.source().leniency().missing());
        return new NamedReader(field.name(), lenient(texts.and(field.source().leniency()), false));
    }

    /** Of all elements of an array. */
    public ElementFold ofElements(ArrayFold fold) {
        return new NamedFold(field.name(), elements(fold));
    }

    private ElementFold elements(ArrayFold fold) {
        return switch (fold) {
            case FIRST -> new PickFold(lenient(field.source().leniency(), true), false);
            case LAST -> new PickFold(lenient(field.source().leniency(), true), true);
            case COUNT -> new CountFold(lenient(Leniency.NONE, true));
            case JOIN -> new JoinFold(path, lenient(Leniency.NONE, true));
        };
    }

    private ValueReader lenient(Leniency leniency, boolean counted) {
        ValueReader reader = coercing(leniency, counted);
        return leniency.missing().isEmpty() ? reader : new MissingReader(Set.copyOf(leniency.missing()), reader);
    }

    private ValueReader coercing(Leniency leniency, boolean counted) {
        return switch (field.type()) {
            case NUMBER, INTEGER -> number(leniency, counted);
            case BOOLEAN -> {
                NumberReader strict = new NumberReader(field, path, column);
                yield leniency.allows(Coercion.TEXT_BOOLEANS) ? new TextTruthReader(strict, path, counted) : strict;
            }
            case CATEGORY -> text(new CategoryReader(field, path, column), leniency);
            case TEXT -> text(new TextReader(new TextRule(path, field.maxLength(), true), column), leniency);
            case IMAGE -> new ImageReader(field, path, column);
        };
    }

    private ValueReader number(Leniency leniency, boolean counted) {
        NumberReader strict = new NumberReader(field, path, column);
        boolean texts = leniency.allows(Coercion.TEXT_NUMBERS) || leniency.allows(Coercion.DECIMAL_COMMA);
        boolean integer = field.type() == FeatureType.INTEGER;
        return texts ? new TextNumberReader(strict, path, integer, leniency, counted) : strict;
    }

    private static ValueReader text(TextTarget strict, Leniency leniency) {
        return leniency.allows(Coercion.NUMERIC_CATEGORIES) ? new NumericTextReader(strict, new ScalarText()) : strict;
    }
}
