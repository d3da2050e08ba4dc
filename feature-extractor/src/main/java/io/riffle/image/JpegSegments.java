package io.riffle.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The segments of a JPEG before its first scan: where that starts, and which way up the image is (EXIF 2.3, 4.6.4). */
final class JpegSegments {
    private static final int START_OF_SCAN = 0xda;
    private static final int APP1 = 0xe1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY = 12;
    private static final int NONE = -1;

    private final byte[] bytes;

    JpegSegments(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The first byte behind the header of the first scan, or -1 if there is no scan. */
    int scanStart() {
        int at = find(START_OF_SCAN, new byte[0]);
        return at == NONE ? NONE : at + length(at);
    }

    /** 1 to 8 as in EXIF; 1, upright, if nothing or nonsense is said. */
    int orientation() {
        int at = find(APP1, EXIF);
        if (at == NONE) {
            return 1;
        }
        int start = at + 2 + EXIF.length;
        int end = Math.min(bytes.length, at + length(at));
        return orientation(
                ByteBuffer.wrap(bytes, start, Math.max(0, end - start)).slice());
    }

    private static int orientation(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return 1;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return 1;
        }
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if (entry > tiff.limit() - ENTRY) {
                return 1;
            }
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
                int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /** Where the length of the first segment of a kind is whose content starts so. */
    private int find(int marker, byte[] start) {
        int at = 2;
        while (at + 4 <= bytes.length && bytes[at] == (byte) 0xff) {
            int found = Byte.toUnsignedInt(bytes[at + 1]);
            if (found == 0xff) {
                at++;
                continue;
            }
            int content = at + 4;
            if (found == marker
                    && content + start.length <= bytes.length
                    && Arrays.equals(bytes, content, content + start.length, start, 0, start.length)) {
                return at + 2;
            }
            if (found == START_OF_SCAN) {
                return NONE;
            }
            at += 2 + length(at + 2);
        }
        return NONE;
    }

    private int length(int at) {
        return Math.max(2, Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]));
    }
}
