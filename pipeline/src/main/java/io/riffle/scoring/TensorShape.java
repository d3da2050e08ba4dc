package io.riffle.scoring;

import io.riffle.feature.TensorType;
import java.util.List;

/**
 * What a model declares of an input or output.
 *
 * @param dimensions rows first; -1 where any number fits
 */
public record TensorShape(String name, TensorType type, List<Long> dimensions) {
    public TensorShape {
        dimensions = List.copyOf(dimensions);
    }
}
