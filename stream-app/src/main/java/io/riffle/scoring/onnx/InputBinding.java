package io.riffle.scoring.onnx;

import io.riffle.feature.TensorSpec;

/**
 * One model input and how it is built.
 *
 * @param rank 1 for shape [rows], 2 for [rows, width]
 */
record InputBinding(TensorSpec spec, int width, int rank) {
    long[] shape(int rows) {
        return rank == 1 ? new long[] {rows} : new long[] {rows, width};
    }
}
