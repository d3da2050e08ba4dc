package io.riffle.benchmark.workload;

import io.riffle.model.graph.OnnxExport;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network of 32-128-64-1 with random weights from a seed: {@code features} [N, 32] to {@code score} [N, 1], a
 * probability. It has learned nothing; it costs what a trained one costs, and its scores differ from row to row.
 */
public final class MlpModel {
    public static final String NAME = "benchmark-mlp";
    public static final String VERSION = "1";
    public static final String VARIANT = "champion";
    public static final String INPUT = "features";
    public static final String OUTPUT = "score";

    private static final int[] LAYERS = {FeatureLayout.WIDTH, 128, 64, 1};

    private MlpModel() {}

    public static byte[] onnx(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<OnnxExport.Layer> layers = new ArrayList<>();
        for (int layer = 1; layer < LAYERS.length; layer++) {
            boolean last = layer == LAYERS.length - 1;
            layers.add(
                    new OnnxExport.Layer(weights(layer, random), new float[LAYERS[layer]], last ? "Sigmoid" : "Relu"));
        }
        return OnnxExport.bytes(NAME, INPUT, OUTPUT, layers);
    }

    private static float[] weights(int layer, SplittableRandom random) {
        int from = LAYERS[layer - 1];
        int to = LAYERS[layer];
        List<Double> magnitudes = FeatureLayout.magnitudes();
        float[] values = new float[from * to];
        for (int input = 0; input < from; input++) {
            double scale = layer == 1 ? magnitudes.get(input) : 1;
            for (int output = 0; output < to; output++) {
                values[output * from + input] = (float) (random.nextGaussian() * Math.sqrt(2.0 / from) / scale);
            }
        }
        return values;
    }
}
