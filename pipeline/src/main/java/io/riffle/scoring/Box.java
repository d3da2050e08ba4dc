package io.riffle.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One detected object: the index of its class, how sure the model is, and its edges. */
public record Box(int label, double confidence, double left, double top, double right, double bottom) {
    /**
     * Non-maximum suppression: goes from the most confident box down and keeps each that overlaps none of the kept ones
     * of its class by more than the bound.
     *
     * @param overlap intersection over union, 0 to 1
     */
    public static List<Box> best(List<Box> boxes, double overlap, int most) {
        List<Box> kept = new ArrayList<>();
        List<Box> sorted = boxes.stream()
                .sorted(Comparator.comparingDouble(Box::confidence).reversed())
                .toList();
        for (Box box : sorted) {
            if (kept.size() < most && kept.stream().noneMatch(other -> box.repeats(other, overlap))) {
                kept.add(box);
            }
        }
        return kept;
    }

    private boolean repeats(Box other, double most) {
        return label == other.label && overlap(other) > most;
    }

    /** The area that two boxes share, as a part of the area that they cover together. */
    double overlap(Box other) {
        double width = Math.min(right, other.right) - Math.max(left, other.left);
        double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double shared = width * height;
        return shared / (area() + other.area() - shared);
    }

    private double area() {
        return (right - left) * (bottom - top);
    }
}
