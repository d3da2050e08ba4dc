package io.riffle.image;

import io.riffle.image.Interpolation.Weights;
import java.util.Arrays;

/**
 * Resizes an image in two passes: each row that is needed is made narrower or wider once, and added with its weights to
 * the new rows. No rounding between the passes.
 */
final class Resampling {
    private final PixelRows source;
    private final Weights horizontal;
    private final Weights vertical;
    private final int channels;
    private final float[] row;

    private Resampling(PixelRows source, Weights horizontal, Weights vertical) {
        this.source = source;
        this.horizontal = horizontal;
        this.vertical = vertical;
        channels = source.channels();
        row = new float[source.width() * channels];
    }

    /** Writes the resized image over a part of another. */
    static void write(
            PixelRows source, Interpolation method, FloatImage target, int left, int top, int width, int height) {
        Weights horizontal = method.weights(source.width(), width);
        Weights vertical = method.weights(source.height(), height);
        new Resampling(source, horizontal, vertical).write(target, left, top, width, height);
    }

    /** New rows ask for old ones in ascending order, and a few old ones belong to several new ones: those are kept. */
    private void write(FloatImage target, int left, int top, int width, int height) {
        double[][] kept = new double[longest(height) + 1][width * channels];
        int[] keptRow = new int[kept.length];
        Arrays.fill(keptRow, -1);
        for (int y = 0; y < height; y++) {
            double[] weights = vertical.values(y);
            double[] sums = new double[width * channels];
            for (int k = 0; k < weights.length; k++) {
                int old = vertical.first(y) + k;
                int slot = old % kept.length;
                if (keptRow[slot] != old) {
                    narrow(old, kept[slot]);
                    keptRow[slot] = old;
                }
                add(kept[slot], weights[k], sums);
            }
            int start = target.start(top + y) + left * channels;
            for (int i = 0; i < sums.length; i++) {
                target.values()[start + i] = (float) sums[i];
            }
        }
    }

    private int longest(int height) {
        int longest = 1;
        for (int y = 0; y < height; y++) {
            longest = Math.max(longest, vertical.values(y).length);
        }
        return longest;
    }

    private void narrow(int old, double[] target) {
        source.read(old, row);
        for (int x = 0; x * channels < target.length; x++) {
            double[] weights = horizontal.values(x);
            int from = horizontal.first(x) * channels;
            for (int channel = 0; channel < channels; channel++) {
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * row[from + k * channels + channel];
                }
                target[x * channels + channel] = sum;
            }
        }
    }

    private static void add(double[] values, double weight, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[i];
        }
    }
}
