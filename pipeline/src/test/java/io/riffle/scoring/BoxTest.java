package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoxTest {
    private static final Box SURE = new Box(0, 0.9, 0, 0, 10, 10);
    private static final Box SAME = new Box(0, 0.8, 1, 0, 11, 10);
    private static final Box OTHER_CLASS = new Box(1, 0.7, 0, 0, 10, 10);
    private static final Box FAR = new Box(0, 0.6, 20, 20, 30, 30);

    @Test
    void overlap_isIntersectionOverUnion() {
        assertThat(SURE.overlap(SAME)).isEqualTo(90.0 / 110, within(1e-12));
        assertThat(SURE.overlap(SURE)).isEqualTo(1);
        assertThat(SURE.overlap(FAR)).isZero();
    }

    @Test
    void best_dropsTheLessConfident_whereBoxesOfAClassOverlap() {
        List<Box> boxes = List.of(FAR, SAME, OTHER_CLASS, SURE);
        assertThat(Box.best(boxes, 0.5, 10)).containsExactly(SURE, OTHER_CLASS, FAR);
        assertThat(Box.best(boxes, 0.9, 10)).containsExactly(SURE, SAME, OTHER_CLASS, FAR);
        assertThat(Box.best(boxes, 0.5, 2)).containsExactly(SURE, OTHER_CLASS);
        assertThat(Box.best(List.of(), 0.5, 2)).isEmpty();
    }
}
