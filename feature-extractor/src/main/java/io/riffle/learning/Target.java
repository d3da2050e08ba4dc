package io.riffle.learning;

import java.util.Locale;

/**
 * What is to be learned. Champion and experts are added up as <em>margins</em>: log-odds, logarithms of probabilities, or
 * the number itself. The gradient of each target's loss by its margins is the answer less the truth (McCullagh and Nelder,
 * Generalized Linear Models, 1989, 2.2: the canonical link).
 */
public sealed interface Target {
    /** Probabilities nearer to 0 or 1 count as this near, in losses and in margins. */
    double NEAREST = 1e-15;

    /** How many numbers an answer has. */
    int size();

    /** From margins to the answer. */
    void answer(double[] margins, double[] answer);

    /** From an answer to margins. */
    void margins(double[] answer, double[] margins);

    /** The most that the loss curves along a margin: 1/4 of the logistic loss, 1/2 of the softmax, 1 of half the square. */
    double curvature();

    /** Whether a truth is one of these. */
    boolean allows(double truth);

    /** What the answer's number at an index should have been. */
    double wanted(int index, double truth);

    /**
     * How wrong an answer was, in nats.
     *
     * @param spread how far truths lie from answers, as a square; only numbers need it
     */
    double loss(double[] answer, double truth, double spread);

    /** In one word, for texts. */
    String text();

    /** Yes or no, as 1 or 0; the answer is the probability of yes. */
    record Binary() implements Target {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public void answer(double[] margins, double[] answer) {
            answer[0] = 1 / (1 + StrictMath.exp(-margins[0]));
        }

        @Override
        public void margins(double[] answer, double[] margins) {
            double near = near(answer[0]);
            margins[0] = StrictMath.log(near) - StrictMath.log(1 - near);
        }

        @Override
        public double curvature() {
            return 0.25;
        }

        @Override
        public boolean allows(double truth) {
            return truth == 0 || truth == 1;
        }

        @Override
        public double wanted(int index, double truth) {
            return truth;
        }

        @Override
        public double loss(double[] answer, double truth, double spread) {
            return -StrictMath.log(near(truth == 1 ? answer[0] : 1 - answer[0]));
        }

        @Override
        public String text() {
            return "binary";
        }
    }

    /** One of several classes, as its index; the answer is their probabilities. */
    record Classes(int size) implements Target {
        public Classes {
            if (size < 2) {
                throw new IllegalArgumentException("classes must be at least 2: were " + size);
            }
        }

        @Override
        public void answer(double[] margins, double[] answer) {
            double greatest = margins[0];
            for (int i = 1; i < size; i++) {
                greatest = Math.max(greatest, margins[i]);
            }
            double sum = 0;
            for (int i = 0; i < size; i++) {
                answer[i] = StrictMath.exp(margins[i] - greatest);
                sum += answer[i];
            }
            for (int i = 0; i < size; i++) {
                answer[i] /= sum;
            }
        }

        @Override
        public void margins(double[] answer, double[] margins) {
            for (int i = 0; i < size; i++) {
                margins[i] = StrictMath.log(near(answer[i]));
            }
        }

        @Override
        public double curvature() {
            return 0.5;
        }

        @Override
        public boolean allows(double truth) {
            return truth >= 0 && truth < size && truth == StrictMath.rint(truth);
        }

        @Override
        public double wanted(int index, double truth) {
            return index == (int) truth ? 1 : 0;
        }

        @Override
        public double loss(double[] answer, double truth, double spread) {
            return -StrictMath.log(near(answer[(int) truth]));
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "classes(%d)", size);
        }
    }

    /** A number. Its loss is that of a normal distribution with the spread as its variance, up to a constant. */
    record Regression() implements Target {
        /** No single number tells more than this against an expert. */
        private static final double MOST = 8;

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void answer(double[] margins, double[] answer) {
            answer[0] = margins[0];
        }

        @Override
        public void margins(double[] answer, double[] margins) {
            margins[0] = answer[0];
        }

        @Override
        public double curvature() {
            return 1;
        }

        @Override
        public boolean allows(double truth) {
            return Math.abs(truth) <= RunningScaler.GREATEST;
        }

        @Override
        public double wanted(int index, double truth) {
            return truth;
        }

        @Override
        public double loss(double[] answer, double truth, double spread) {
            double error = answer[0] - truth;
            return spread > 0 ? Math.min(MOST, error * error / (2 * spread)) : 0;
        }

        @Override
        public String text() {
            return "regression";
        }
    }

    private static double near(double probability) {
        return Math.min(1 - NEAREST, Math.max(NEAREST, probability));
    }
}
