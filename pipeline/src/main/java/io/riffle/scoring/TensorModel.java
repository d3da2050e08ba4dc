package io.riffle.scoring;

import java.util.List;

/** The model behind a scorer, without features: tensors in, tensors out. Thread-safe. */
public interface TensorModel {
    /** All inputs, each with any number of rows. */
    List<TensorShape> inputs();

    /** The outputs that the manifest reads or publishes. */
    List<TensorShape> outputs();

    /** A way to run it, for one thread at a time. */
    Run open();

    /** One thread's way to run the model. */
    interface Run extends AutoCloseable {
        /**
         * Runs the model on {@code rows} rows.
         *
         * @param inputs one tensor per declared input, of its type and row shape
         * @return the declared outputs in their order, with as many rows
         * @throws TensorRunException if the model fails or takes too long; nothing is known of single rows then
         */
        List<Tensor> run(List<Tensor> inputs, int rows) throws TensorRunException;

        @Override
        void close();
    }
}
