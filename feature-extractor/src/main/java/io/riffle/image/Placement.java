package io.riffle.image;

/**
 * Where the pixels of a cropped or resized image are in the original, which is the decoded image the right way up:
 * {@code original = scale * position + offset}, where a position counts pixels from the left or upper edge.
 */
public record Placement(
        double scaleX, double offsetX, double scaleY, double offsetY, int originalWidth, int originalHeight) {
    static Placement of(int width, int height) {
        return new Placement(1, 0, 1, 0, width, height);
    }

    /** The placement of a part that starts there. */
    Placement moved(double left, double top) {
        return new Placement(
                scaleX, offsetX + left * scaleX, scaleY, offsetY + top * scaleY, originalWidth, originalHeight);
    }

    /** The placement after a resize; factors are old sizes by new ones. */
    Placement scaled(double factorX, double factorY) {
        return new Placement(scaleX * factorX, offsetX, scaleY * factorY, offsetY, originalWidth, originalHeight);
    }

    /** A horizontal position in the original, within its bounds. */
    public double x(double position) {
        return Math.min(originalWidth, Math.max(0, scaleX * position + offsetX));
    }

    /** A vertical position in the original, within its bounds. */
    public double y(double position) {
        return Math.min(originalHeight, Math.max(0, scaleY * position + offsetY));
    }
}
