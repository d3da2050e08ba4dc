package io.riffle.image;

/** How large an image may be. What it declares is compared before anything of it is decoded. */
public record ImageLimits(int maxBytes, long maxPixels) {
    /** A decoded image takes up to 8 bytes a pixel. */
    public static final long MOST_PIXELS = 1 << 26;

    /** For images that were checked before, against narrower limits. */
    public static final ImageLimits WIDEST = new ImageLimits(Integer.MAX_VALUE, MOST_PIXELS);

    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException("limits must be 1 byte and 1 to " + MOST_PIXELS
                    + " pixels at least: were " + maxBytes + " bytes and " + maxPixels + " pixels");
        }
    }
}
