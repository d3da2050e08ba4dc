package io.riffle.benchmark.loop;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.MlpModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** One ONNX run for all rows of a poll, from a direct buffer that is reused. */
final class BatchModel {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final FloatBuffer features;

    BatchModel(String file, int maxRows) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        session = environment.createSession(file, options);
        features = ByteBuffer.allocateDirect(maxRows * FeatureLayout.WIDTH * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The emptied buffer, to be filled row by row. */
    FloatBuffer features() {
        return features.clear();
    }

    /** The scores of the rows that were put into the buffer. */
    FloatBuffer score() throws OrtException {
        features.flip();
        long[] shape = {features.remaining() / FeatureLayout.WIDTH, FeatureLayout.WIDTH};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, features, shape);
                OrtSession.Result result = session.run(Map.of(MlpModel.INPUT, input))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        }
    }
}
