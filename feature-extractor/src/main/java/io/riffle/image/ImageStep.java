package io.riffle.image;

/** One step from decoded pixels to a model's input. Immutable; tasks share it. */
public interface ImageStep {
    /**
     * What the step makes of images of that shape.
     *
     * @throws IllegalArgumentException if no image of that shape fits
     */
    ImageShape shape(ImageShape before);

    /**
     * The image after this step.
     *
     * @throws InvalidImageException if this image does not fit
     */
    PixelRows apply(PixelRows image) throws InvalidImageException;
}
