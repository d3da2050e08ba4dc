package io.riffle.scoring.output;

import io.riffle.model.folder.OutputSpec;
import java.util.List;

/**
 * How a session is fed and read, after the contract was checked.
 *
 * @param outputs the needed outputs: the score's, the label's and the published ones
 * @param fixedRows how many rows each run takes, where the model was exported with a fixed batch; else 0
 */
public record Bindings(List<InputBinding> inputs, List<OutputBinding> outputs, OutputSpec spec, int fixedRows) {
    public Bindings {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
