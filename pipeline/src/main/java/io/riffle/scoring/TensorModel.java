package io.riffle.scoring;

import java.util.List;
import java.util.Set;

/** The model behind a scorer, without features: tensors in, tensors out. Thread-safe. */
public interface TensorModel {
    /** All inputs, each with any number of rows. */
    List<TensorShape> inputs();

    /** Every output that has a row for each row of the inputs: what the manifest reads or publishes first, then the others. */
    List<TensorShape> outputs();

    /** A way to run it, for one thread at a time. */
    Run open();

    /** One thread's way to run the model. */
    interface Run extends AutoCloseable {
        /**
         * Runs the model on {@code rows} rows.
         *
         * @param inputs one tensor per declared input, of its type and row shape
         * @param wanted names of outputs; no other is computed
         * @return the wanted outputs, in the order of {@link TensorModel#outputs}, with as many rows
         * @throws TensorRunException if the model fails or takes too long; nothing is known of single rows then
         */
        List<Tensor> run(List<Tensor> inputs, int rows, Set<String> wanted) throws TensorRunException;

        @Override
        void close();
    }
}
