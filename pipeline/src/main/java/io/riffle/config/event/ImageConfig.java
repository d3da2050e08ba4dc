package io.riffle.config.event;

import io.riffle.image.ImageLimits;
import io.riffle.settings.Violations;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How large an image may be, compared before it is decoded, and the folder that holds the images where events name them
 * instead of carrying them.
 */
public record ImageConfig(int maxBytes, long maxPixels, Optional<Path> folder) {
    public static final ImageConfig DEFAULT = new ImageConfig(8 << 20, 16 << 20, Optional.empty());

    /** An image is read into one array. */
    private static final int MOST_BYTES = 256 << 20;

    /** The rules, under the key of the field that the image is declared for. */
    public void check(Violations violations) {
        violations
                .atLeast("max-bytes", maxBytes, 1)
                .atMost("max-bytes", maxBytes, MOST_BYTES)
                .atLeast("max-pixels", maxPixels, 1)
                .atMost("max-pixels", maxPixels, ImageLimits.MOST_PIXELS);
    }

    public ImageLimits limits() {
        return new ImageLimits(maxBytes, maxPixels);
    }
}
