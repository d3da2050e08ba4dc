package io.riffle.scoring.output;

import io.riffle.model.folder.OutputSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a session is fed and read, after the contract was checked.
 *
 * @param outputs the needed outputs: the score's, the label's and the published ones
 * @param others outputs that can be answered to whoever asks for them, but are not needed
 * @param fixedRows how many rows each run takes, where the model was exported with a fixed batch; else 0
 */
public record Bindings(
        List<InputBinding> inputs,
        List<OutputBinding> outputs,
        List<OutputBinding> others,
        OutputSpec spec,
        int fixedRows) {
    public Bindings {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        others = List.copyOf(others);
    }

    /** Where nobody asks for more than what is needed. */
    public Bindings(List<InputBinding> inputs, List<OutputBinding> outputs, OutputSpec spec, int fixedRows) {
        this(inputs, outputs, List.of(), spec, fixedRows);
    }

    /** All outputs that can be answered: the needed ones first. */
    public List<OutputBinding> answerable() {
        return Stream.concat(outputs.stream(), others.stream()).toList();
    }
}
