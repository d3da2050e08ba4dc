package io.riffle.benchmark.workload;

import java.nio.charset.StandardCharsets;

/** Finds out which event a prediction belongs to without parsing it: a reader must not slow down what it measures. */
public final class PredictionId {
    private static final byte[] START = "{\"id\":\"e".getBytes(StandardCharsets.US_ASCII);

    private PredictionId() {}

    /** The index of the event in the workload. */
    public static int index(byte[] prediction) {
        int index = 0;
        for (int i = START.length; prediction[i] != '"'; i++) {
            index = 10 * index + prediction[i] - '0';
        }
        return index;
    }
}
