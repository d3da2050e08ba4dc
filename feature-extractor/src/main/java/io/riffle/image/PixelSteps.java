package io.riffle.image;

/** Steps that look at one pixel at a time. */
public final class PixelSteps {
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private PixelSteps() {}

    /** {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601, as Pillow and OpenCV), not rounded. */
    public static ImageStep grey() {
        return new ChannelStep(3, 1, (source, at, target, to) -> target[to] = grey(source, at));
    }

    /** A grey pixel stays what it is, to the last bit. */
    private static float grey(float[] pixel, int at) {
        float red = pixel[at];
        float green = pixel[at + 1];
        float blue = pixel[at + 2];
        return red == green && green == blue ? red : (float) (RED * red + GREEN * green + BLUE * blue);
    }

    /** Blue, green, red, as OpenCV and Caffe order them. */
    public static ImageStep bgr() {
        return new ChannelStep(3, 3, (source, at, target, to) -> {
            target[to] = source[at + 2];
            target[to + 1] = source[at + 1];
            target[to + 2] = source[at];
        });
    }

    /** {@code (value - mean) / deviation}, with a mean and a deviation for each channel. */
    public static ImageStep normalize(double[] means, double[] deviations) {
        double[] mean = means.clone();
        double[] deviation = deviations.clone();
        return new ChannelStep(mean.length, mean.length, (source, at, target, to) -> {
            for (int channel = 0; channel < mean.length; channel++) {
                target[to + channel] = (float) ((source[at + channel] - mean[channel]) / deviation[channel]);
            }
        });
    }

    /** {@code value / divisor}, for one channel or three. */
    public static ImageStep divide(double divisor) {
        return new ImageStep() {
            @Override
            public ImageShape shape(ImageShape before) {
                return before;
            }

            @Override
            public PixelRows apply(PixelRows image) {
                int channels = image.channels();
                return new MappedRows(image, channels, (source, at, target, to) -> {
                    for (int channel = 0; channel < channels; channel++) {
                        target[to + channel] = (float) (source[at + channel] / divisor);
                    }
                });
            }
        };
    }

    private record ChannelStep(int from, int to, MappedRows.PixelMap map) implements ImageStep {
        @Override
        public ImageShape shape(ImageShape before) {
            if (before.channels() != from) {
                throw new IllegalArgumentException("the image must have " + from + " channels here: has "
                        + before.channels() + " (after grey it has 1, otherwise 3)");
            }
            return new ImageShape(before.width(), before.height(), to);
        }

        @Override
        public PixelRows apply(PixelRows image) {
            return new MappedRows(image, to, map);
        }
    }
}
