package io.riffle.model.folder;

import io.riffle.feature.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * What a model is given and what it answers.
 *
 * @param inputs how each of the model's input tensors is built
 * @param features the versions of features that the model was trained with, for those that it is bound to
 */
public record ModelContract(ModelTask task, List<TensorSpec> inputs, OutputSpec output, Map<String, Long> features) {
    public ModelContract {
        inputs = List.copyOf(inputs);
        features = Map.copyOf(features);
    }

    /** The contract of a model that takes features of any version. */
    public ModelContract(ModelTask task, List<TensorSpec> inputs, OutputSpec output) {
        this(task, inputs, output, Map.of());
    }

    /** Whether an answer has the name of a class beside its score. */
    public boolean namesClasses() {
        return output.labelTensor().isPresent()
                || (task.isClassification() && !output.labels().isEmpty());
    }
}
