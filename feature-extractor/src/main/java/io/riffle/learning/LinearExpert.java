package io.riffle.learning;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A linear correction learned by stochastic gradient descent at one rate, with weights that shrink by one forgetting before
 * each step (Bottou, Stochastic Gradient Descent Tricks, 2012; the shrinking is the L2 penalty of scikit-learn's
 * SGDClassifier with alpha = forgetting / rate).
 */
final class LinearExpert {
    private final int inputs;
    private final double rate;
    private final double kept;
    /** By which a step's length is damped; 0 leaves it as it is. */
    private final double curvature;
    /** For each margin a weight of each input, then the intercept. */
    private final double[] weights;

    LinearExpert(LearningSettings settings, double rate, double forgetting) {
        inputs = settings.inputs();
        this.rate = rate;
        kept = 1 - forgetting;
        curvature = settings.grid().bounded() ? settings.target().curvature() : 0;
        weights = new double[settings.target().size() * (inputs + 1)];
    }

    /** What it would add to each margin of the champion. */
    void correction(double[] scaled, double[] margins) {
        for (int margin = 0; margin < margins.length; margin++) {
            int from = margin * (inputs + 1);
            double sum = weights[from + inputs];
            for (int i = 0; i < inputs; i++) {
                sum += weights[from + i] * scaled[i];
            }
            margins[margin] = sum;
        }
    }

    /**
     * One step against the gradient. Bounded, its length is rate / (1 + rate x curvature x |input|^2), that of an implicit
     * step to first order, which no rate makes overshoot (Kulis and Bartlett, ICML 2010; Karampatziakis and Langford, UAI
     * 2011; Toulis and Airoldi, Annals of Statistics 45, 2017).
     *
     * @param length of the scaled input with the intercept's 1, as a square
     */
    void learn(double[] scaled, double length, double[] gradient, double weight) {
        shrink();
        step(scaled, length, gradient, weight);
    }

    /** The same step without forgetting. */
    void step(double[] scaled, double length, double[] gradient, double weight) {
        double far = rate * weight;
        double step = far / (1 + far * curvature * length);
        for (int margin = 0; margin < gradient.length; margin++) {
            int from = margin * (inputs + 1);
            double factor = step * gradient[margin];
            for (int i = 0; i < inputs; i++) {
                weights[from + i] -= factor * scaled[i];
            }
            weights[from + inputs] -= factor;
        }
    }

    private void shrink() {
        if (kept == 1) {
            return;
        }
        for (int i = 0; i < weights.length; i++) {
            if (i % (inputs + 1) != inputs) {
                weights[i] *= kept;
            }
        }
    }

    boolean isFinite() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight * 0;
        }
        return sum == 0;
    }

    void reset() {
        Arrays.fill(weights, 0);
    }

    double[] weights() {
        return weights.clone();
    }

    int bytes() {
        return weights.length * Double.BYTES;
    }

    void write(ByteBuffer bytes) {
        for (double weight : weights) {
            bytes.putDouble(weight);
        }
    }

    void read(ByteBuffer bytes) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = bytes.getDouble();
        }
    }
}
