package io.riffle.demo.train;

import io.riffle.demo.payments.SeededRandom;
import java.util.Arrays;

/**
 * One fully connected layer: {@code output = weights * input + bias}, trained with Adam (Kingma and Ba 2015). Weights
 * are doubles while learning and floats in the model.
 */
final class DenseLayer {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final int inputs;
    private final int outputs;
    /** Weights output by output, then the biases. */
    private final double[] parameters;

    private final double[] gradients;
    private final double[] first;
    private final double[] second;
    private final double[] result;

    /** Starts with weights after He et al. 2015. */
    DenseLayer(int inputs, int outputs, SeededRandom random) {
        this.inputs = inputs;
        this.outputs = outputs;
        parameters = new double[outputs * inputs + outputs];
        gradients = new double[parameters.length];
        first = new double[parameters.length];
        second = new double[parameters.length];
        result = new double[outputs];
        double deviation = StrictMath.sqrt(2.0 / inputs);
        for (int i = 0; i < outputs * inputs; i++) {
            parameters[i] = deviation * random.gaussian();
        }
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /** Weights in the order that ONNX Gemm with transB reads: output by output. */
    float[] weights() {
        return floats(0, outputs * inputs);
    }

    float[] biases() {
        return floats(outputs * inputs, outputs);
    }

    /** Before the activation; the array is reused. */
    double[] forward(double[] input) {
        for (int output = 0; output < outputs; output++) {
            double sum = parameters[outputs * inputs + output];
            int at = output * inputs;
            for (int i = 0; i < inputs; i++) {
                sum += parameters[at + i] * input[i];
            }
            result[output] = sum;
        }
        return result;
    }

    /** Adds one example's gradients and writes those of its input. */
    void backward(double[] input, double[] outputGradient, double[] inputGradient) {
        Arrays.fill(inputGradient, 0);
        for (int output = 0; output < outputs; output++) {
            double gradient = outputGradient[output];
            if (gradient == 0) {
                continue;
            }
            int at = output * inputs;
            for (int i = 0; i < inputs; i++) {
                gradients[at + i] += gradient * input[i];
                inputGradient[i] += gradient * parameters[at + i];
            }
            gradients[outputs * inputs + output] += gradient;
        }
    }

    /** Moves against the gradients that were added since the last step. */
    void step(double rate, int step) {
        double firstCorrection = 1 - StrictMath.pow(FIRST_DECAY, step);
        double secondCorrection = 1 - StrictMath.pow(SECOND_DECAY, step);
        for (int i = 0; i < parameters.length; i++) {
            double gradient = gradients[i];
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * gradient;
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * gradient * gradient;
            parameters[i] -= rate * (first[i] / firstCorrection) / (Math.sqrt(second[i] / secondCorrection) + EPSILON);
            gradients[i] = 0;
        }
    }

    private float[] floats(int from, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) parameters[from + i];
        }
        return floats;
    }
}
