package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.TensorRunException;
import io.riffle.scoring.output.Bindings;
import io.riffle.scoring.output.OutputRows;
import io.riffle.scoring.output.RunFailure;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs a session on given tensors, in parts where the model takes a fixed number of rows. */
final class OnnxTensorRun implements TensorModel.Run {
    private final LimitedSession session;
    private final OrtEnvironment environment;
    private final Bindings bindings;
    private final long limit;
    private final List<BoundOutput> outputs;
    private final Map<String, List<Long>> rowShapes = new HashMap<>();

    /** @param limit nanoseconds of all parts together */
    OnnxTensorRun(LimitedSession session, OrtEnvironment environment, Bindings bindings, long limit) {
        this.session = session;
        this.environment = environment;
        this.bindings = bindings;
        this.limit = limit;
        outputs = bindings.answerable().stream()
                .map(output -> new BoundOutput(environment, new OutputRows(output, bindings.fixedRows())))
                .toList();
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, int rows, Set<String> wanted) throws TensorRunException {
        List<BoundOutput> asked = outputs.stream()
                .filter(output -> wanted.contains(output.name()))
                .toList();
        asked.forEach(output -> output.rows().reserve(rows));
        int most = bindings.fixedRows() == 0 ? rows : bindings.fixedRows();
        int parts = (rows + most - 1) / most;
        try {
            for (int from = 0; from < rows; from += most) {
                part(inputs, asked, from, Math.min(most, rows - from), limit / parts);
            }
            return asked.stream().map(output -> answer(output.rows(), rows)).toList();
        } catch (RunFailure failure) {
            throw new TensorRunException(failure.rejection());
        } catch (OrtException failed) {
            throw new TensorRunException(
                    new RunFailure(DeadLetterReason.MODEL_ERROR, "the model failed: " + failed.getMessage())
                            .rejection());
        }
    }

    private void part(List<Tensor> inputs, List<BoundOutput> asked, int from, int rows, long timeLimit)
            throws OrtException, RunFailure {
        Map<String, OnnxTensor> fed = new HashMap<>();
        try {
            for (Tensor input : inputs) {
                Tensor part = filled(input.rows(from, rows));
                fed.put(input.name(), TensorMemory.tensor(environment, part));
            }
            Set<String> names = asked.stream().map(BoundOutput::name).collect(Collectors.toSet());
            try (Result result = session.run(fed, names, Map.of(), timeLimit)) {
                for (BoundOutput output : asked) {
                    OnnxValue answer = LimitedSession.answer(result, output.name());
                    output.read(answer, from, rows);
                    rowShapes.put(output.name(), rowShape(answer, output));
                }
            }
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    /** Where the model wants more rows, the last one is repeated: a row that is known to be possible. */
    private Tensor filled(Tensor part) {
        if (bindings.fixedRows() == 0 || part.rows() == bindings.fixedRows()) {
            return part;
        }
        List<Tensor> rows = new ArrayList<>(List.of(part));
        while (rows.size() <= bindings.fixedRows() - part.rows()) {
            rows.add(part.rows(part.rows() - 1, 1));
        }
        return Tensor.join(rows);
    }

    private static List<Long> rowShape(OnnxValue answer, BoundOutput output) {
        if (answer instanceof OnnxTensor tensor) {
            long[] shape = tensor.getInfo().getShape();
            return Arrays.stream(shape, 1, shape.length).boxed().toList();
        }
        return List.of((long) output.rows().width());
    }

    private Tensor answer(OutputRows output, int rows) {
        List<Long> shape = new ArrayList<>(List.of((long) rows));
        shape.addAll(rowShapes.getOrDefault(output.name(), List.of((long) output.width())));
        int count = rows * output.width();
        Object values = Array.newInstance(output.values().array().getClass().getComponentType(), count);
        System.arraycopy(output.values().array(), 0, values, 0, count);
        return new Tensor(output.name(), output.binding().type(), shape, values);
    }

    @Override
    public void close() {
        outputs.forEach(BoundOutput::close);
        session.close();
    }
}
