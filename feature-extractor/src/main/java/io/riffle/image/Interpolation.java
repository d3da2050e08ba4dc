package io.riffle.image;

/** How the pixels of a resized image follow from those of the original; centres of pixels are at halves. */
public enum Interpolation {
    /** The pixel at {@code floor((i + 0.5) * in / out)}. */
    NEAREST,
    /** Between the two nearest pixels of each direction, as PyTorch and OpenCV do without anti-aliasing. */
    BILINEAR,
    /** A triangle filter as wide as the reduction, as Pillow's BILINEAR; the same as BILINEAR where an image grows. */
    ANTIALIAS;

    /** The weights of one direction. */
    Weights weights(int in, int out) {
        Weights weights = new Weights(out);
        double scale = (double) in / out;
        for (int i = 0; i < out; i++) {
            switch (this) {
                case NEAREST -> weights.set(i, (int) Math.floor((i + 0.5) * in / out), 1);
                case BILINEAR -> bilinear(weights, i, Math.min(in - 1, Math.max(0, (i + 0.5) * scale - 0.5)), in);
                case ANTIALIAS -> triangle(weights, i, scale, in);
            }
        }
        return weights;
    }

    private static void bilinear(Weights weights, int i, double position, int in) {
        int first = (int) Math.floor(position);
        double share = position - first;
        if (first + 1 < in) {
            weights.set(i, first, 1 - share, share);
        } else {
            weights.set(i, first, 1);
        }
    }

    /** Pillow's {@code precompute_coeffs} in {@code Resample.c}, without its rounding to 8 bits between the passes. */
    private static void triangle(Weights weights, int i, double scale, int in) {
        double filterScale = Math.max(1, scale);
        double centre = (i + 0.5) * scale;
        int first = Math.max(0, (int) (centre - filterScale + 0.5));
        int end = Math.min(in, (int) (centre + filterScale + 0.5));
        double[] values = new double[end - first];
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.max(0, 1 - Math.abs((first + k - centre + 0.5) / filterScale));
            sum += values[k];
        }
        for (int k = 0; k < values.length; k++) {
            values[k] /= sum;
        }
        weights.set(i, first, values);
    }

    /** For each position of the new image: the first old position that counts, and the weights from there on. */
    static final class Weights {
        private final int[] first;
        private final double[][] values;

        private Weights(int out) {
            first = new int[out];
            values = new double[out][];
        }

        private void set(int position, int start, double... weights) {
            first[position] = start;
            values[position] = weights;
        }

        int first(int position) {
            return first[position];
        }

        double[] values(int position) {
            return values[position];
        }
    }
}
