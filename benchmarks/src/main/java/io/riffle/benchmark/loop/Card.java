package io.riffle.benchmark.loop;

import io.riffle.benchmark.workload.CardHistory;
import java.util.Arrays;

/** What is kept of one card: its history, and its profile as of the last poll that had one of its payments. */
final class Card {
    private final Key key;
    private final CardHistory history;
    private float[] profile = {};
    private long poll;

    /** A record's key; two keys are equal if their bytes are. */
    static final class Key {
        private final byte[] bytes;
        private final int hash;

        Key(byte[] bytes) {
            this.bytes = bytes;
            hash = Arrays.hashCode(bytes);
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(key.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    Card(Key key, CardHistory history) {
        this.key = key;
        this.history = history;
    }

    byte[] key() {
        return key.bytes();
    }

    CardHistory history() {
        return history;
    }

    float[] profile() {
        return profile;
    }

    void profile(float[] read) {
        profile = read;
    }

    /** Whether this is its first payment of that poll. */
    boolean isFirstIn(long number) {
        boolean first = poll != number;
        poll = number;
        return first;
    }
}
