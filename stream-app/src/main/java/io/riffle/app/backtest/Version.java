package io.riffle.app.backtest;

import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelTask;

/**
 * A version that takes part.
 *
 * @param bytes size of its model file
 */
public record Version(String version, ModelContract contract, long bytes) {
    public ModelTask task() {
        return contract.task();
    }
}
