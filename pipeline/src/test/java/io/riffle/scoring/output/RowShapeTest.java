package io.riffle.scoring.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowShapeTest {
    @Test
    void shape_isOneDimension_whereNothingIsDeclared() {
        assertThat(RowShape.of(List.of(), List.of(), 1)).contains(List.of());
        assertThat(RowShape.of(List.of(6L), List.of(), 6)).contains(List.of(6L));
        assertThat(RowShape.of(List.of(-1L), List.of(), 6)).contains(List.of(6L));
        assertThat(RowShape.of(List.of(0L), List.of(), 6)).contains(List.of(6L));
    }

    @Test
    void shape_isTheDeclaredOne_whereItFits() {
        assertThat(RowShape.of(List.of(1L, 28L, 28L), List.of(1, 28, 28), 784)).contains(List.of(1L, 28L, 28L));
        assertThat(RowShape.of(List.of(3L, -1L, -1L), List.of(3, 2, 5), 30)).contains(List.of(3L, 2L, 5L));
    }

    @Test
    void shape_isUnknown_whereValuesOrDimensionsDoNotFit() {
        assertThat(RowShape.of(List.of(), List.of(), 2)).isEmpty();
        assertThat(RowShape.of(List.of(6L), List.of(), 5)).isEmpty();
        assertThat(RowShape.of(List.of(6L, 1L), List.of(), 6)).isEmpty();
        assertThat(RowShape.of(List.of(4L, -1L), List.of(3, 4), 12)).isEmpty();
        assertThat(RowShape.of(List.of(-1L, -1L), List.of(12), 12)).isEmpty();
        assertThat(RowShape.of(List.of(-1L, -1L), List.of(3, 5), 12)).isEmpty();
    }
}
