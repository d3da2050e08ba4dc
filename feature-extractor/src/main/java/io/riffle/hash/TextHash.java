package io.riffle.hash;

/**
 * XXH64 with seed 0 (Yann Collet, github.com/Cyan4973/xxHash, doc/xxhash_spec.md) over the UTF-16 code units of a text,
 * low byte first, which spares the copy that UTF-8 would need. Among n texts the chance that a further one falls on any
 * of them is n / 2^64: with 60 million remembered texts 3 in 10^12.
 */
public final class TextHash {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    /** Their sum without the carry, spelled out because the compiler takes the overflow for a slip. */
    private static final long PRIME_1_PLUS_2 = 0x60EA27EEADC0B5D6L;

    private TextHash() {}

    public static long of(String text) {
        int length = text.length();
        int at = 0;
        long hash = PRIME_5;
        if (length >= 16) {
            long lane1 = PRIME_1_PLUS_2;
            long lane2 = PRIME_2;
            long lane3 = 0;
            long lane4 = -PRIME_1;
            for (; at <= length - 16; at += 16) {
                lane1 = round(lane1, eightBytes(text, at));
                lane2 = round(lane2, eightBytes(text, at + 4));
                lane3 = round(lane3, eightBytes(text, at + 8));
                lane4 = round(lane4, eightBytes(text, at + 12));
            }
            hash = converge(lane1, lane2, lane3, lane4);
        }
        return mix(tail(text, at, hash + 2L * length));
    }

    /** The hash of a number: the finishing steps of XXH64 on its bits; 0.0 and -0.0 are the same number. */
    public static long of(double number) {
        return mix((Double.doubleToLongBits(number + 0.0) + PRIME_5) * PRIME_1);
    }

    private static long converge(long lane1, long lane2, long lane3, long lane4) {
        long hash = Long.rotateLeft(lane1, 1)
                + Long.rotateLeft(lane2, 7)
                + Long.rotateLeft(lane3, 12)
                + Long.rotateLeft(lane4, 18);
        hash = merge(hash, lane1);
        hash = merge(hash, lane2);
        hash = merge(hash, lane3);
        return merge(hash, lane4);
    }

    private static long tail(String text, int from, long hash) {
        int at = from;
        for (; at <= text.length() - 4; at += 4) {
            hash = Long.rotateLeft(hash ^ round(0, eightBytes(text, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at <= text.length() - 2) {
            hash = Long.rotateLeft(hash ^ (fourBytes(text, at) * PRIME_1), 23) * PRIME_2 + PRIME_3;
            at += 2;
        }
        if (at < text.length()) {
            hash = oneByte(oneByte(hash, text.charAt(at) & 0xFF), text.charAt(at) >>> 8);
        }
        return hash;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long oneByte(long hash, int value) {
        return Long.rotateLeft(hash ^ (value * PRIME_5), 11) * PRIME_1;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * PRIME_2;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME_3;
        return mixed ^ (mixed >>> 32);
    }

    private static long eightBytes(String text, int at) {
        return fourBytes(text, at) | (fourBytes(text, at + 2) << 32);
    }

    private static long fourBytes(String text, int at) {
        return text.charAt(at) | ((long) text.charAt(at + 1) << 16);
    }
}
