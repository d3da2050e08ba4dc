package io.riffle.app.inference;

import io.riffle.metrics.ServingMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The in-memory twin of the metrics of inference. */
final class RecordedInference implements ServingMetrics {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Integer> batches = new CopyOnWriteArrayList<>();

    @Override
    public void inference(String kind, String result, long nanoseconds) {
        requests.add(kind + " " + result);
    }

    @Override
    public void batch(String kind, int rows) {
        batches.add(rows);
    }
}
