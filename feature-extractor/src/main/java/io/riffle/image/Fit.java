package io.riffle.image;

import java.util.Arrays;

/** Resizes as large as fits, in the image's own proportions and centred; the rest is filled (a "letterbox"). */
public record Fit(int width, int height, double fill, Interpolation method) implements ImageStep {
    @Override
    public ImageShape shape(ImageShape before) {
        return before.sized(width, height);
    }

    @Override
    public PixelRows apply(PixelRows image) {
        double scale = Math.min((double) width / image.width(), (double) height / image.height());
        int innerWidth = Math.min(width, Math.max(1, (int) Math.round(image.width() * scale)));
        int innerHeight = Math.min(height, Math.max(1, (int) Math.round(image.height() * scale)));
        int left = (width - innerWidth) / 2;
        int top = (height - innerHeight) / 2;
        Placement placement = image.placement()
                .scaled((double) image.width() / innerWidth, (double) image.height() / innerHeight)
                .moved(-left, -top);
        FloatImage fitted = new FloatImage(width, height, image.channels(), placement);
        Arrays.fill(fitted.values(), (float) fill);
        Resampling.write(image, method, fitted, left, top, innerWidth, innerHeight);
        return fitted;
    }
}
