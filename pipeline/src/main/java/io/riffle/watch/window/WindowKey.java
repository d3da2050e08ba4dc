package io.riffle.watch.window;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which rows are counted together.
 *
 * @param kind the {@link WindowKind#name} of what is counted
 * @param layout tells counts apart that cannot be added, such as those with other bins
 * @param start milliseconds since the epoch
 * @param size length in milliseconds
 */
public record WindowKey(String kind, String model, String version, String variant, int layout, long start, long size) {
    private static final String SEPARATOR = "\u0000";
    private static final int PARTS = 7;

    public WindowKey {
        for (String text : new String[] {kind, model, version, variant}) {
            if (text.contains(SEPARATOR)) {
                throw new IllegalArgumentException("a window's names must not contain the character 0: was " + text);
            }
        }
    }

    /** The first millisecond after the window. */
    public long end() {
        return start + size;
    }

    /** The window that many window lengths before this one. */
    public WindowKey before(int windows) {
        return new WindowKey(kind, model, version, variant, layout, start - windows * size, size);
    }

    /** As a record's key. */
    public byte[] toBytes() {
        String[] parts = {
            kind, model, version, variant, Integer.toHexString(layout), Long.toString(start), Long.toString(size)
        };
        return String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #toBytes} wrote; empty if more follows, as in the key of a piece. */
    static Optional<WindowKey> ofWhole(byte[] bytes) {
        int separators = 0;
        for (byte each : bytes) {
            separators += each == 0 ? 1 : 0;
        }
        return separators < PARTS ? Optional.of(of(bytes)) : Optional.empty();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static WindowKey of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != PARTS) {
            throw new IllegalStateException("a window's key must have " + PARTS + " parts: had " + parts.length);
        }
        return new WindowKey(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                Integer.parseUnsignedInt(parts[4], 16),
                Long.parseLong(parts[5]),
                Long.parseLong(parts[6]));
    }
}
