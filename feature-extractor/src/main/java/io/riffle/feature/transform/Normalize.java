package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import java.util.List;

/**
 * Divides the numbers of a row by their norm, as scikit-learn's Normalizer: the sum of absolute values (l1), the root of
 * the sum of squares (l2) or the greatest absolute value (max). A row of zeros stays as it is; one missing number makes
 * the whole row NaN, because its norm is not known.
 */
record Normalize(String norm) implements Transform.RowToValues {
    @Override
    public List<String> names(List<String> inputs) {
        return inputs.stream().map(input -> input + "_" + norm).toList();
    }

    @Override
    public void apply(RowValues row, Slots slots) {
        double length = length(row);
        double divisor = length == 0 ? 1 : length;
        for (int part = 0; part < row.size(); part++) {
            slots.put(part, row.number(part) / divisor);
        }
    }

    private double length(RowValues row) {
        double length = 0;
        for (int part = 0; part < row.size(); part++) {
            double value = Math.abs(row.number(part));
            length = switch (norm) {
                case "l1" -> length + value;
                case "l2" -> length + value * value;
                default -> Math.max(length, value);
            };
        }
        return norm.equals("l2") ? Math.sqrt(length) : length;
    }

    /** {@code normalize {norm: l2}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "normalize";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new Normalize(parameters.oneOf("norm", "l2", "l1", "l2", "max"));
        }
    }
}
