package io.riffle.model.deployment;

import io.riffle.hash.HashBuckets;

/** A share of the entities in percent, with a resolution of 0.01. A larger share contains every smaller one of the same name. */
record Share(String of, double percent) {
    private static final int BUCKETS = 10_000;

    Share {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "the share of " + of + " must be a percentage from 0 to 100: was " + percent);
        }
    }

    HashBuckets hash() {
        return new HashBuckets(of, BUCKETS);
    }

    /** The first bucket that is not in it. */
    int end() {
        return (int) Math.round(percent * BUCKETS / 100);
    }
}
