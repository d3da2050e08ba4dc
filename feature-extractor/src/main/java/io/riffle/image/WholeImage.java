package io.riffle.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Finds images that were cut off or changed where decoders do not: they fill the rest with grey, or do not look at check
 * sums.
 */
final class WholeImage {
    private static final int PNG_START = 8;
    private static final int PNG_CHUNK = 12;
    private static final int RIFF_HEADER = 8;

    private WholeImage() {}

    static void check(ImageFormat format, byte[] bytes) throws InvalidImageException {
        switch (format) {
            case PNG -> png(bytes);
            case JPEG -> jpeg(bytes);
            case WEBP -> webp(bytes);
            case GIF, BMP -> {
                // Their decoders fail where bytes are missing.
            }
        }
    }

    /** Every chunk is there with its check sum, up to the end mark (PNG specification, section 5). */
    private static void png(byte[] bytes) throws InvalidImageException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        CRC32 sum = new CRC32();
        for (int at = PNG_START; at + PNG_CHUNK <= bytes.length; ) {
            int length = buffer.getInt(at);
            if (length < 0 || length > bytes.length - at - PNG_CHUNK) {
                break;
            }
            String name = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            sum.reset();
            sum.update(bytes, at + 4, 4 + length);
            if ((int) sum.getValue() != buffer.getInt(at + 8 + length)) {
                throw InvalidImageException.of("must be undamaged: a check sum of the PNG is wrong (byte " + at + ")");
            }
            if (name.equals("IEND")) {
                return;
            }
            at += PNG_CHUNK + length;
        }
        throw cut("PNG", bytes.length);
    }

    /** The end mark follows the first scan; thumbnails, which have one too, come before it. */
    private static void jpeg(byte[] bytes) throws InvalidImageException {
        int scan = new JpegSegments(bytes).scanStart();
        for (int at = bytes.length - 2; scan > 0 && at >= scan; at--) {
            if (bytes[at] == (byte) 0xff && bytes[at + 1] == (byte) 0xd9) {
                return;
            }
        }
        throw cut("JPEG", bytes.length);
    }

    private static void webp(byte[] bytes) throws InvalidImageException {
        int declared = Integer.reverseBytes(ByteBuffer.wrap(bytes).getInt(4));
        if (declared < 0 || declared > bytes.length - RIFF_HEADER) {
            throw cut("WebP", bytes.length);
        }
    }

    private static InvalidImageException cut(String format, int length) {
        return InvalidImageException.of("must be complete: the " + format + " ends after " + length + " bytes");
    }
}
