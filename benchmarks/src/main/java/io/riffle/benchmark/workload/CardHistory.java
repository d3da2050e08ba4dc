package io.riffle.benchmark.workload;

import java.nio.ByteBuffer;

/** The last 60 minutes of one card: a ring of totals per minute. */
public final class CardHistory {
    private static final int SLOTS = FeatureLayout.LONGEST_WINDOW;
    private static final int BYTES_PER_MINUTE = 1 + Integer.BYTES + 2 * Double.BYTES;

    private final int[] counts = new int[SLOTS];
    private final double[] sums = new double[SLOTS];
    private final double[] maxima = new double[SLOTS];
    private long latest;

    /** Counts one payment; minutes since the epoch. A payment older than the ring is not kept. */
    public void add(long minute, double amount) {
        if (minute > latest) {
            advance(minute);
        }
        if (minute <= latest - SLOTS) {
            return;
        }
        int slot = slot(minute);
        maxima[slot] = counts[slot] == 0 ? amount : Math.max(maxima[slot], amount);
        sums[slot] += amount;
        counts[slot]++;
    }

    /** Adds up what is known about the hour that ends with this minute. */
    public void total(long minute, WindowTotals totals) {
        totals.clear();
        long oldest = Math.max(minute, latest) - SLOTS;
        for (long past = Math.min(minute, latest); past > oldest; past--) {
            int slot = slot(past);
            if (counts[slot] > 0) {
                totals.add((int) (minute - past), counts[slot], sums[slot], maxima[slot]);
            }
        }
    }

    /** The minutes with payments. */
    public byte[] encode() {
        int filled = 0;
        for (int count : counts) {
            filled += count > 0 ? 1 : 0;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + filled * BYTES_PER_MINUTE);
        bytes.putLong(latest);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (counts[slot] > 0) {
                bytes.put((byte) slot)
                        .putInt(counts[slot])
                        .putDouble(sums[slot])
                        .putDouble(maxima[slot]);
            }
        }
        return bytes.array();
    }

    public static CardHistory decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        CardHistory history = new CardHistory();
        history.latest = bytes.getLong();
        while (bytes.hasRemaining()) {
            int slot = bytes.get();
            history.counts[slot] = bytes.getInt();
            history.sums[slot] = bytes.getDouble();
            history.maxima[slot] = bytes.getDouble();
        }
        return history;
    }

    private void advance(long minute) {
        for (long empty = Math.max(latest + 1, minute - SLOTS + 1); empty <= minute; empty++) {
            counts[slot(empty)] = 0;
            sums[slot(empty)] = 0;
        }
        latest = minute;
    }

    private static int slot(long minute) {
        return (int) (minute % SLOTS);
    }
}
