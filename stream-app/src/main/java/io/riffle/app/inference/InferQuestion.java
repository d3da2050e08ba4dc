package io.riffle.app.inference;

import io.riffle.scoring.Tensor;
import java.util.List;

/** Tensors that fit a version, in the order of its inputs. */
record InferQuestion(String model, String version, List<Tensor> inputs) {
    int rows() {
        return inputs.get(0).rows();
    }
}
