package io.riffle.feature.text;

import io.riffle.feature.Transform.Slots;
import java.util.Arrays;

/** The counts of one text's terms, and what is made of them. Only the values that occur are touched. */
public final class TermWeights {
    /** What a vector is divided by. */
    public enum Norm {
        NONE,
        L1,
        L2
    }

    private final double[] counts;
    private final boolean[] seen;
    private int[] touched = new int[64];
    private int size;

    public TermWeights(int width) {
        counts = new double[width];
        seen = new boolean[width];
    }

    public void add(int slot, double amount) {
        if (!seen[slot]) {
            seen[slot] = true;
            if (size == touched.length) {
                touched = Arrays.copyOf(touched, size * 2);
            }
            touched[size++] = slot;
        }
        counts[slot] += amount;
    }

    /** Makes every value that occurs 1. */
    public void binary() {
        for (int i = 0; i < size; i++) {
            counts[touched[i]] = 1;
        }
    }

    /** Damps counts: {@code 1 + ln(count)}. */
    public void sublinear() {
        for (int i = 0; i < size; i++) {
            counts[touched[i]] = 1 + Math.log(counts[touched[i]]);
        }
    }

    public void multiply(double[] factors) {
        for (int i = 0; i < size; i++) {
            counts[touched[i]] *= factors[touched[i]];
        }
    }

    /** Divides by the norm, writes the values that occur, and forgets them. */
    public void flush(Norm norm, Slots slots) {
        double length = norm(norm);
        double divisor = length == 0 ? 1 : length;
        for (int i = 0; i < size; i++) {
            int slot = touched[i];
            slots.put(slot, counts[slot] / divisor);
            counts[slot] = 0;
            seen[slot] = false;
        }
        size = 0;
    }

    private double norm(Norm norm) {
        double sum = 0;
        for (int i = 0; norm != Norm.NONE && i < size; i++) {
            double value = counts[touched[i]];
            sum += norm == Norm.L1 ? Math.abs(value) : value * value;
        }
        return norm == Norm.L2 ? Math.sqrt(sum) : sum;
    }
}
