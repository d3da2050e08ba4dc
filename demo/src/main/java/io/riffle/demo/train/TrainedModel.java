package io.riffle.demo.train;

import io.riffle.feature.TensorSpec;

/** What training gives: how the input is built, the network, and the rows that both were fitted to. */
public record TrainedModel(TensorSpec input, Network network, LabelledRows rows) {
    /** How many rows it learned from. */
    public int size() {
        return rows.size();
    }
}
