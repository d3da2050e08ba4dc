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

/** ONNX runs of 256 rows, which stay in the processor's cache, from a direct buffer that is reused. */
final class BatchModel {
    private static final int ROWS_PER_RUN = 256;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final FloatBuffer features;
    private final float[] scores;

    BatchModel(String file, int maxRows) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        session = environment.createSession(file, options);
        features = ByteBuffer.allocateDirect(maxRows * FeatureLayout.WIDTH * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        scores = new float[maxRows];
    }

    /** The emptied buffer, to be filled row by row. */
    FloatBuffer features() {
        return features.clear();
    }

    /** The scores of the rows that were put into the buffer; reused by the next call. */
    float[] score() throws OrtException {
        int rows = features.position() / FeatureLayout.WIDTH;
        for (int from = 0; from < rows; from += ROWS_PER_RUN) {
            score(from, Math.min(ROWS_PER_RUN, rows - from));
        }
        return scores;
    }

    private void score(int from, int rows) throws OrtException {
        features.limit((from + rows) * FeatureLayout.WIDTH).position(from * FeatureLayout.WIDTH);
        long[] shape = {rows, FeatureLayout.WIDTH};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, features, shape);
                OrtSession.Result result = session.run(Map.of(MlpModel.INPUT, input))) {
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(scores, from, rows);
        }
    }
}
