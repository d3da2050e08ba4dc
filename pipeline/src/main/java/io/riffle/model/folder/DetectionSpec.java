package io.riffle.model.folder;

/**
 * How boxes are read from the score's tensor, whose rows are lists of boxes with the same number of values each.
 *
 * @param threshold boxes of less confidence do not count
 * @param overlap of two boxes of a class that overlap more (intersection over union) the less confident does not count
 * @param most boxes that are published, the most confident first
 */
public record DetectionSpec(BoxLayout layout, double threshold, double overlap, int most) {
    public DetectionSpec {
        if (most < 1) {
            throw new IllegalArgumentException("at least one box must be published: were " + most);
        }
    }
}
