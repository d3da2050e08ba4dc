package io.riffle.scoring.onnx;

import ai.onnxruntime.OrtException;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.TensorShape;
import io.riffle.scoring.output.Bindings;
import io.riffle.scoring.output.OutputBinding;
import io.riffle.scoring.output.RunTiming;
import java.util.ArrayList;
import java.util.List;

/** A session that is fed with tensors as they come. */
final class OnnxTensorModel implements TensorModel {
    private static final long ANY = -1;

    private final Bindings bindings;
    private final OnnxSession session;
    private final RunTiming timing;

    OnnxTensorModel(Bindings bindings, OnnxSession session, RunTiming timing) {
        this.bindings = bindings;
        this.session = session;
        this.timing = timing;
    }

    @Override
    public List<TensorShape> inputs() {
        return bindings.inputs().stream()
                .map(input -> new TensorShape(input.spec().name(), input.spec().type(), withAnyRows(input.rowShape())))
                .toList();
    }

    @Override
    public List<TensorShape> outputs() {
        return bindings.answerable().stream()
                .map(output -> new TensorShape(output.name(), output.type(), withAnyRows(rowShape(output))))
                .toList();
    }

    private static List<Long> rowShape(OutputBinding output) {
        if (output.isMaps()) {
            return List.of((long) output.width());
        }
        List<Long> row = output.shape().isEmpty()
                ? List.of(ANY)
                : output.shape().subList(1, output.shape().size());
        return row.stream().map(dimension -> Math.max(ANY, dimension)).toList();
    }

    private static List<Long> withAnyRows(List<Long> row) {
        List<Long> dimensions = new ArrayList<>(List.of(ANY));
        dimensions.addAll(row);
        return dimensions;
    }

    @Override
    public Run open() {
        session.acquire();
        try {
            LimitedSession limited = new LimitedSession(session, timing.watchdog(), timing.limit());
            return new OnnxTensorRun(limited, session.environment(), bindings, timing.limit());
        } catch (OrtException noOptions) {
            session.release();
            throw new IllegalStateException("the runtime must give options for runs", noOptions);
        }
    }
}
