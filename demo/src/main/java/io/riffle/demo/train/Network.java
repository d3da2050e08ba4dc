package io.riffle.demo.train;

import io.riffle.demo.payments.SeededRandom;
import io.riffle.model.graph.OnnxExport;
import java.util.ArrayList;
import java.util.List;

/**
 * A small multilayer perceptron with ReLU between its layers and one sigmoid output. Plain Java, one thread and
 * {@link StrictMath}: the same seed and rows give the same weights everywhere.
 */
final class Network {
    private final List<DenseLayer> layers = new ArrayList<>();
    /** Input of each layer for the example at hand, and the gradients of those. */
    private final List<double[]> inputs = new ArrayList<>();

    private final List<double[]> gradients = new ArrayList<>();
    private int steps;

    Network(int width, List<Integer> hidden, SeededRandom random) {
        int inputs = width;
        for (int units : hidden) {
            add(new DenseLayer(inputs, units, random));
            inputs = units;
        }
        add(new DenseLayer(inputs, 1, random));
    }

    /** As ONNX; the input is {@link ModelInputs#TENSOR}, the output one probability a row. */
    byte[] onnx(String name, String output) {
        List<OnnxExport.Layer> written = new ArrayList<>();
        for (DenseLayer layer : layers) {
            String activation = written.size() == layers.size() - 1 ? "Sigmoid" : "Relu";
            written.add(new OnnxExport.Layer(layer.weights(), layer.biases(), activation));
        }
        return OnnxExport.bytes(name, ModelInputs.TENSOR, output, written);
    }

    /** The probability that row {@code row} of a matrix is positive. */
    double score(float[] matrix, int row) {
        double[] input = inputs.get(0);
        for (int i = 0; i < input.length; i++) {
            input[i] = matrix[row * input.length + i];
        }
        for (int layer = 0; layer < layers.size() - 1; layer++) {
            rectify(layers.get(layer).forward(inputs.get(layer)), inputs.get(layer + 1));
        }
        int last = layers.size() - 1;
        double logit = layers.get(last).forward(inputs.get(last))[0];
        return 1 / (1 + StrictMath.exp(-logit));
    }

    /** Adds the gradient of the weighted log-loss of one example. */
    void learn(float[] matrix, int row, boolean positive, double weight) {
        // Derivative of the log-loss by the logit: probability minus label.
        double[] gradient = {weight * (score(matrix, row) - (positive ? 1 : 0))};
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            double[] input = inputs.get(layer);
            double[] inputGradient = gradients.get(layer);
            layers.get(layer).backward(input, gradient, inputGradient);
            if (layer > 0) {
                blockInactive(input, inputGradient);
            }
            gradient = inputGradient;
        }
    }

    void step(double rate) {
        steps++;
        for (DenseLayer layer : layers) {
            layer.step(rate, steps);
        }
    }

    private void add(DenseLayer layer) {
        layers.add(layer);
        inputs.add(new double[layer.inputs()]);
        gradients.add(new double[layer.inputs()]);
    }

    private static void rectify(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.max(0, from[i]);
        }
    }

    private static void blockInactive(double[] activation, double[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = activation[i] > 0 ? gradient[i] : 0;
        }
    }
}
