package io.riffle.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes events wrong: other bytes, missing ends and pieces, and what does not belong there. */
final class Mutations {
    private static final List<String> SPLICES = List.of(
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "NaN",
            "1e999",
            "-",
            "\\",
            "\\u",
            "\\ud800",
            "\u0000",
            "\ufeff",
            "\"amount\":",
            "\"event_id\":\"\"",
            "9999999999999999999999",
            "true",
            " ",
            "\u2028");

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** An event with one to three changes; the original is not written to. */
    byte[] of(byte[] event) {
        byte[] bytes = event.clone();
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations && bytes.length > 1; i++) {
            bytes = mutateOnce(bytes);
        }
        return bytes;
    }

    private byte[] mutateOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
                return join(bytes, at, new byte[0], end);
            }
            default -> {
                String splice = SPLICES.get(random.nextInt(SPLICES.size()));
                return join(bytes, at, splice.getBytes(StandardCharsets.UTF_8), at);
            }
        }
        return bytes;
    }

    private static byte[] join(byte[] bytes, int headEnd, byte[] middle, int tailStart) {
        byte[] joined = new byte[headEnd + middle.length + bytes.length - tailStart];
        System.arraycopy(bytes, 0, joined, 0, headEnd);
        System.arraycopy(middle, 0, joined, headEnd, middle.length);
        System.arraycopy(bytes, tailStart, joined, headEnd + middle.length, bytes.length - tailStart);
        return joined;
    }
}
