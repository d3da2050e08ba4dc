package io.riffle.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats that are read, known by their first bytes; a file's name and a declared type are not believed. */
public enum ImageFormat {
    PNG("png", 0, "\211PNG\r\n\032\n"),
    JPEG("jpeg", 0, "\377\330\377"),
    GIF("gif", 0, "GIF8"),
    WEBP("webp", 8, "WEBP"),
    BMP("bmp", 0, "BM");

    private final String reader;
    private final int offset;
    private final String mark;

    ImageFormat(String reader, int offset, String mark) {
        this.reader = reader;
        this.offset = offset;
        this.mark = mark;
    }

    /** The format of an image, or empty if it is none of these. */
    static Optional<ImageFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.marks(bytes)).findFirst();
    }

    /** What ImageIO calls its reader. */
    String reader() {
        return reader;
    }

    private boolean marks(byte[] bytes) {
        int end = offset + mark.length();
        return bytes.length >= end
                && mark.equals(new String(bytes, offset, mark.length(), StandardCharsets.ISO_8859_1));
    }
}
