package io.riffle.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 1048576}, {@code 512KB}, {@code 1MB}, {@code 2GB} (powers of 1024). */
final class ByteSizeText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ?(|B|KB|MB|GB|KiB|MiB|GiB)");

    private ByteSizeText() {}

    static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size");
        }
        long unit = 1L
                << switch (matcher.group(2)) {
                    case "KB", "KiB" -> 10;
                    case "MB", "MiB" -> 20;
                    case "GB", "GiB" -> 30;
                    default -> 0;
                };
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    }

    static String format(long bytes) {
        if (bytes > 0 && bytes % (1 << 30) == 0) {
            return (bytes >> 30) + "GB";
        }
        if (bytes > 0 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "MB";
        }
        return Long.toString(bytes);
    }
}
