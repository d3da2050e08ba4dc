package io.riffle.hash;

/**
 * MurmurHash3 x86 32 bit by Austin Appleby (public domain, {@code MurmurHash3.cpp} of SMHasher), of a text's UTF-8 bytes,
 * which are made on the fly: hashing allocates nothing.
 */
public final class MurmurHash3 {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private int hash;
    private int block;
    private int length;

    private MurmurHash3(int seed) {
        hash = seed;
    }

    /** The hash of a text; a surrogate without its partner counts as '?', as in {@link String#getBytes()}. */
    public static int hash32(String text, int seed) {
        MurmurHash3 state = new MurmurHash3(seed);
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            state.addUtf8(codePoint);
            i += Character.charCount(codePoint);
        }
        return state.finish();
    }

    /** The same of the characters {@code from} (inclusive) to {@code to} (exclusive) of an array. */
    public static int hash32(char[] text, int from, int to, int seed) {
        MurmurHash3 state = new MurmurHash3(seed);
        int i = from;
        while (i < to) {
            int codePoint = Character.codePointAt(text, i, to);
            state.addUtf8(codePoint);
            i += Character.charCount(codePoint);
        }
        return state.finish();
    }

    private void addUtf8(int codePoint) {
        if (codePoint < 0x80) {
            add(codePoint);
        } else if (codePoint < 0x800) {
            add(0xc0 | (codePoint >> 6));
            continueWith(codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            add('?');
        } else if (codePoint < 0x10000) {
            add(0xe0 | (codePoint >> 12));
            continueWith(codePoint >> 6);
            continueWith(codePoint);
        } else {
            add(0xf0 | (codePoint >> 18));
            continueWith(codePoint >> 12);
            continueWith(codePoint >> 6);
            continueWith(codePoint);
        }
    }

    private void continueWith(int bits) {
        add(0x80 | (bits & 0x3f));
    }

    private void add(int unsignedByte) {
        block |= unsignedByte << (length << 3);
        length++;
        if ((length & 3) == 0) {
            hash = Integer.rotateLeft(hash ^ mixed(block), 13) * 5 + 0xe6546b64;
            block = 0;
        }
    }

    private int finish() {
        // An empty rest is 0, and 0 mixes to 0: no case of its own.
        int result = hash ^ mixed(block) ^ length;
        result = (result ^ (result >>> 16)) * 0x85ebca6b;
        result = (result ^ (result >>> 13)) * 0xc2b2ae35;
        return result ^ (result >>> 16);
    }

    private static int mixed(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }
}
