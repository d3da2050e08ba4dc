package io.riffle.learning;

import java.nio.ByteBuffer;

/**
 * Means of squares that the scale of a number shows in: how far truths lie from the champion's answers, by which corrections
 * are bounded, and from the learner's own, by which losses are measured.
 */
final class Spread {
    static final int BYTES = Long.BYTES + 2 * Double.BYTES;

    /** Examples that the learner's own errors are about: the first ones, before it knew anything, are forgotten soon. */
    private static final int OWN = 256;

    private long count;
    private double champion;
    private double own;

    /** Errors of one example. */
    void add(double ofChampion, double ofOwn) {
        count++;
        champion += (ofChampion * ofChampion - champion) / count;
        own += (ofOwn * ofOwn - own) / Math.min(count, OWN);
    }

    /** Root of the mean square of the champion's errors; 0 before the first. */
    double ofChampion() {
        return Math.sqrt(champion);
    }

    /** Mean square of the learner's errors, of the last ones most; 0 before the first. */
    double square() {
        return own;
    }

    void write(ByteBuffer bytes) {
        bytes.putLong(count).putDouble(champion).putDouble(own);
    }

    void read(ByteBuffer bytes) {
        count = bytes.getLong();
        champion = bytes.getDouble();
        own = bytes.getDouble();
    }
}
