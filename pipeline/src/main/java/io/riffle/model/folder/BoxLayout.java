package io.riffle.model.folder;

/**
 * Where the parts of a box are among its values.
 *
 * @param values values per box
 * @param classAt which of them is the class, as the index of its label, from 0
 * @param confidenceAt which of them is the confidence
 * @param boxAt the first of four: left, top, right, bottom, or centre x, centre y, width, height
 * @param centred whether the box is given by its centre and size
 * @param shares whether positions are shares of the input image, instead of its pixels
 */
public record BoxLayout(int values, int classAt, int confidenceAt, int boxAt, boolean centred, boolean shares) {
    public BoxLayout {
        if (values < 6 || Math.max(classAt, confidenceAt) >= values || boxAt > values - 4) {
            throw new IllegalArgumentException("class, confidence and box must be among the values of a box: were "
                    + classAt + ", " + confidenceAt + " and " + boxAt + " to " + (boxAt + 3) + " of " + values);
        }
    }
}
