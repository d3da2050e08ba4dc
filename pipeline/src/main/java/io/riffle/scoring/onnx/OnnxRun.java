package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.output.BatchRun;
import io.riffle.scoring.output.RunFailure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The runtime works on the calling thread, so when a run ends, in whatever way, it no longer uses the memory. */
final class OnnxRun implements BatchRun {
    private final LimitedSession session;
    private final List<InputTensor> inputs;
    private final List<BoundOutput> outputs;
    private final Map<String, OnnxTensor> fed = new HashMap<>();
    private final Map<String, OnnxValue> pinned = new LinkedHashMap<>();
    private final Set<String> requested = new LinkedHashSet<>();

    /** @param session closed with this */
    OnnxRun(LimitedSession session, List<InputTensor> inputs, List<BoundOutput> outputs) {
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public void run(FeatureTable table, int from, int rows, long limit, Map<Integer, Rejection> unfit)
            throws RunFailure {
        try {
            feed(table, from, rows, unfit);
            bind(rows);
            try (Result result = session.run(fed, requested, pinned, limit)) {
                read(result, from, rows);
            }
        } catch (OrtException failed) {
            throw new RunFailure(DeadLetterReason.MODEL_ERROR, "the model failed: " + failed.getMessage());
        }
    }

    @Override
    public void takeOdd(TensorBuilder.OddSink sink) {
        inputs.forEach(input -> input.rows().takeOdd(sink));
    }

    private void feed(FeatureTable table, int from, int rows, Map<Integer, Rejection> unfit)
            throws OrtException, RunFailure {
        for (InputTensor input : inputs) {
            try {
                fed.put(input.name(), input.fill(table, from, from + rows));
                input.rows().findUnfit(table, from, from + rows, unfit);
            } catch (RuntimeException failed) {
                // Transforms may be the user's own; what they do with one row must not stop the others.
                throw new RunFailure(
                        DeadLetterReason.MODEL_ERROR, "input '" + input.name() + "' must be buildable: " + failed);
            }
        }
    }

    private void bind(int rows) throws OrtException {
        for (BoundOutput output : outputs) {
            OnnxTensor memory = output.pin(rows);
            if (memory == null) {
                pinned.remove(output.name());
                requested.add(output.name());
            } else {
                pinned.put(output.name(), memory);
                requested.remove(output.name());
            }
        }
    }

    private void read(Result result, int at, int rows) throws OrtException, RunFailure {
        for (BoundOutput output : outputs) {
            if (pinned.containsKey(output.name())) {
                output.readPinned(at, rows);
            } else {
                output.read(LimitedSession.answer(result, output.name()), at, rows);
            }
        }
    }

    @Override
    public void close() {
        inputs.forEach(InputTensor::close);
        outputs.forEach(BoundOutput::close);
        session.close();
    }
}
