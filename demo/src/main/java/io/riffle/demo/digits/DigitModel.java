package io.riffle.demo.digits;

import java.util.Random;

/** Softmax regression of the pixels, learned by stochastic gradient descent: enough for digits of a display. */
public final class DigitModel {
    static final int CLASSES = 10;
    static final int INPUTS = SegmentDigit.SIDE * SegmentDigit.SIDE;
    private static final int STEPS = 40_000;
    private static final double RATE = 0.02;

    private final float[] weights = new float[CLASSES * INPUTS];
    private final float[] biases = new float[CLASSES];

    public static DigitModel train(long seed) {
        DigitModel model = new DigitModel();
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            model.learn(SegmentDigit.draw(random.nextInt(CLASSES), random));
        }
        return model;
    }

    private void learn(SegmentDigit digit) {
        float[] values = digit.values();
        double[] probabilities = probabilities(values);
        for (int label = 0; label < CLASSES; label++) {
            double error = probabilities[label] - (label == digit.digit() ? 1 : 0);
            for (int i = 0; i < INPUTS; i++) {
                weights[label * INPUTS + i] -= (float) (RATE * error * values[i]);
            }
            biases[label] -= (float) (RATE * error);
        }
    }

    double[] probabilities(float[] values) {
        double[] probabilities = new double[CLASSES];
        double sum = 0;
        for (int label = 0; label < CLASSES; label++) {
            double logit = biases[label];
            for (int i = 0; i < INPUTS; i++) {
                logit += weights[label * INPUTS + i] * values[i];
            }
            probabilities[label] = StrictMath.exp(logit);
            sum += probabilities[label];
        }
        for (int label = 0; label < CLASSES; label++) {
            probabilities[label] /= sum;
        }
        return probabilities;
    }

    /** The share of unseen digits whose likeliest class is right. */
    public double accuracy(long seed, int digits) {
        Random random = new Random(seed);
        int right = 0;
        for (int i = 0; i < digits; i++) {
            SegmentDigit digit = SegmentDigit.draw(i % CLASSES, random);
            double[] probabilities = probabilities(digit.values());
            int best = 0;
            for (int label = 1; label < CLASSES; label++) {
                best = probabilities[label] > probabilities[best] ? label : best;
            }
            right += best == digit.digit() ? 1 : 0;
        }
        return (double) right / digits;
    }

    float[] weights() {
        return weights.clone();
    }

    float[] biases() {
        return biases.clone();
    }
}
