package io.riffle.app.demo.train;

import io.riffle.feature.TensorSpec;

/** What training gives: how the input is built, the network, and the rows that both were fitted to. */
record TrainedModel(TensorSpec input, Network network, LabelledRows rows) {}
