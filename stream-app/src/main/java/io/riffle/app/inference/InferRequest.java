package io.riffle.app.inference;

import io.riffle.scoring.Tensor;
import java.util.List;

/**
 * Tensors to be answered.
 *
 * @param id of the caller's choice, returned with the answer; empty if there is none
 * @param outputs which outputs are wanted; all where empty
 * @param form how they are wanted
 */
public record InferRequest(String id, List<Tensor> inputs, List<String> outputs, OutputForm form) {
    public InferRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Outputs as they usually are. */
    public InferRequest(String id, List<Tensor> inputs, List<String> outputs) {
        this(id, inputs, outputs, OutputForm.USUAL);
    }
}
