package io.riffle.decode.flat;

import io.riffle.config.event.FieldConfig;
import io.riffle.decode.value.EventDraft;
import io.riffle.feature.FeatureType;
import io.riffle.schema.QualityWarning;

/** Reads one declared number or integer of a flat event, by the rules of {@link io.riffle.decode.value.NumberReader}. */
final class FlatNumberField implements FlatValue {
    private final int column;
    private final FlatNumber number;
    private final boolean integer;
    private final double min;
    private final double max;
    private final double expectedMin;
    private final double expectedMax;
    private final String outlier;

    FlatNumberField(FieldConfig field, int column, FlatNumber number) {
        this.column = column;
        this.number = number;
        integer = field.type() == FeatureType.INTEGER;
        min = field.allowed().min().orElse(Double.NEGATIVE_INFINITY);
        max = field.allowed().max().orElse(Double.POSITIVE_INFINITY);
        expectedMin = field.expected().min().orElse(Double.NEGATIVE_INFINITY);
        expectedMax = field.expected().max().orElse(Double.POSITIVE_INFINITY);
        outlier = QualityWarning.OUTLIER.label() + ":" + field.name();
    }

    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        if (!number.take(input) || (integer && !number.isWhole())) {
            return false;
        }
        double value = integer ? (double) number.whole() : number.value();
        if (value < min || value > max) {
            return false;
        }
        if (value < expectedMin || value > expectedMax) {
            draft.warn(QualityWarning.OUTLIER, outlier);
        }
        draft.number(column, value);
        return true;
    }
}
