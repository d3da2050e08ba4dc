package io.riffle.app.inference;

import io.riffle.scoring.Tensor;
import java.util.List;

/** What a model answered. */
public record InferAnswer(String id, String model, String version, List<Tensor> outputs) {
    public InferAnswer {
        outputs = List.copyOf(outputs);
    }
}
