package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;

/**
 * What was found out about a feature of a window.
 *
 * @param noise the variance of its rows within the window, over their number, in units of what one independent row has
 * @param differences of the shares of coarse bins from the reference's
 */
record JudgedFeature(DriftReport.Feature report, double noise, double[] differences) {
    RememberedFeature remembered(boolean alarmed) {
        float[] rounded = new float[differences.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) differences[i];
        }
        return new RememberedFeature(report.feature().hashCode(), alarmed, (float) noise, rounded);
    }
}
