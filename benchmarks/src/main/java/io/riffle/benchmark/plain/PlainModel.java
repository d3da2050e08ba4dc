package io.riffle.benchmark.plain;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riffle.benchmark.workload.MlpModel;
import java.util.Map;

/** One ONNX run per event. */
final class PlainModel {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    PlainModel(String file) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        // The default is one thread per core, which spin between runs: nothing to gain from them for a single row.
        options.setIntraOpNumThreads(1);
        session = environment.createSession(file, options);
    }

    float score(float[] features) {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new float[][] {features});
                OrtSession.Result result = session.run(Map.of(MlpModel.INPUT, input))) {
            return ((float[][]) result.get(0).getValue())[0][0];
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
