package io.riffle.model.folder;

/**
 * How boxes are read from the score's tensor, whose rows are lists of boxes with the same number of values each.
 *
 * @param values values per box
 * @param classAt which of them is the class, as the index of its label, from 0
 * @param confidenceAt which of them is the confidence
 * @param boxAt the first of four: left, top, right, bottom, or centre x, centre y, width, height
 * @param centred whether the box is given by its centre and size
 * @param shares whether positions are shares of the input image, instead of its pixels
 * @param threshold boxes of less confidence do not count
 * @param overlap of two boxes of a class that overlap more (intersection over union) the less confident does not count
 * @param most boxes that are published, the most confident first
 */
public record DetectionSpec(
        int values,
        int classAt,
        int confidenceAt,
        int boxAt,
        boolean centred,
        boolean shares,
        double threshold,
        double overlap,
        int most) {
    public DetectionSpec {
        if (values < 6 || Math.max(classAt, confidenceAt) >= values || boxAt > values - 4 || most < 1) {
            throw new IllegalArgumentException("class, confidence and box must be among the values of a box: were "
                    + classAt + ", " + confidenceAt + " and " + boxAt + " to " + (boxAt + 3) + " of " + values);
        }
    }
}
