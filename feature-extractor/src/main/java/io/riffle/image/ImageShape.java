package io.riffle.image;

/** What is known of an image before there is one: its size in pixels, {@link #UNKNOWN} where that depends on the image. */
public record ImageShape(int width, int height, int channels) {
    public static final int UNKNOWN = -1;

    /** What the decoder gives: any size, three channels. */
    public static final ImageShape DECODED = new ImageShape(UNKNOWN, UNKNOWN, 3);

    public boolean isKnown() {
        return width > 0 && height > 0;
    }

    ImageShape sized(int newWidth, int newHeight) {
        return new ImageShape(newWidth, newHeight, channels);
    }
}
