package io.riffle.demo.digits;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A digit of a seven-segment display, 28 x 28 grey pixels, somewhat moved, resized, dimmed and noisy. */
record SegmentDigit(int digit, byte[] pixels) {
    static final int SIDE = 28;
    private static final int NOISE = 40;

    /** Segments a to g of each digit: top, upper right, lower right, bottom, lower left, upper left, middle. */
    private static final int[] SEGMENTS = {
        0b0111111, 0b0000110, 0b1011011, 0b1001111, 0b1100110, 0b1101101, 0b1111101, 0b0000111, 0b1111111, 0b1101111
    };

    static SegmentDigit draw(int digit, Random random) {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(NOISE);
        }
        int width = 10 + random.nextInt(3);
        int half = 8 + random.nextInt(3);
        int left = 6 + random.nextInt(5);
        int top = 2 + random.nextInt(4);
        int light = 160 + random.nextInt(90);
        for (int segment = 0; segment < 7; segment++) {
            if ((SEGMENTS[digit] >> segment & 1) == 1) {
                boolean lies = segment == 0 || segment == 3 || segment == 6;
                int x = segment == 1 || segment == 2 ? left + width : left;
                int y = top + (segment == 3 ? 2 * half : segment == 2 || segment == 4 || segment == 6 ? half : 0);
                fill(pixels, x, y, lies ? width + 3 : 3, lies ? 3 : half + 3, light);
            }
        }
        return new SegmentDigit(digit, pixels);
    }

    private static void fill(byte[] pixels, int left, int top, int width, int height, int light) {
        for (int y = top; y < Math.min(SIDE, top + height); y++) {
            for (int x = left; x < Math.min(SIDE, left + width); x++) {
                pixels[y * SIDE + x] = (byte) light;
            }
        }
    }

    /** Each pixel from 0 to 1, row by row. */
    float[] values() {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(pixels[i]) / 255f;
        }
        return values;
    }

    byte[] png() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, SIDE, SIDE, pixels);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
