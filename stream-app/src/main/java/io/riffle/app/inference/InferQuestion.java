package io.riffle.app.inference;

import io.riffle.scoring.Tensor;
import java.util.List;

/**
 * Tensors that fit a version, in the order of its inputs.
 *
 * @param outputs names of the outputs to be answered, in this order
 */
record InferQuestion(String model, String version, List<Tensor> inputs, List<String> outputs) {
    int rows() {
        return inputs.get(0).rows();
    }
}
