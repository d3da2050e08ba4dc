package io.riffle.watch.drift;

import java.util.List;

/**
 * What later windows want to know of a feature in this one.
 *
 * @param name hash of the feature's name
 * @param noise the variance that rows have within the window, in units of what one independent row has
 * @param differences of the shares of coarse bins from the reference's
 */
record RememberedFeature(int name, boolean alarmed, float noise, float[] differences) {
    /** Whether less than half of these differences was left in one of other windows. */
    boolean isGoneIn(List<RememberedFeature> others) {
        return others.stream().anyMatch(other -> common(other) < common(this) / 2);
    }

    private double common(RememberedFeature other) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += differences[i] * other.differences[i];
        }
        return sum;
    }
}
