package io.riffle.model.trees;

import java.util.Arrays;
import java.util.List;

/** How sums become scores, and the ONNX operators that do the same. */
enum Link {
    IDENTITY,
    LOGISTIC,
    SOFTMAX,
    EXPONENTIAL,
    /** The logarithm of 1 + e^x. */
    SOFTPLUS,
    /** The square, with the sign of the sum. */
    SIGNED_SQUARE,
    /** 1 above 0, else 0. */
    STEP;

    /** In order; where one takes two inputs, the other is the sum itself. */
    List<String> operators() {
        return switch (this) {
            case IDENTITY -> List.of("Identity");
            case LOGISTIC -> List.of("Sigmoid");
            case SOFTMAX -> List.of("Softmax");
            case EXPONENTIAL -> List.of("Exp");
            case SOFTPLUS -> List.of("Softplus");
            case SIGNED_SQUARE -> List.of("Abs", "Mul");
            case STEP -> List.of("Sign", "Relu");
        };
    }

    double[] of(double[] sums) {
        if (this == SOFTMAX) {
            return softmax(sums);
        }
        return Arrays.stream(sums).map(this::of).toArray();
    }

    private double of(double sum) {
        return switch (this) {
            case IDENTITY, SOFTMAX -> sum;
            case LOGISTIC -> 1 / (1 + Math.exp(-sum));
            case EXPONENTIAL -> Math.exp(sum);
            case SOFTPLUS -> Math.log1p(Math.exp(sum));
            case SIGNED_SQUARE -> sum * Math.abs(sum);
            case STEP -> sum > 0 ? 1 : 0;
        };
    }

    private static double[] softmax(double[] sums) {
        double greatest = Arrays.stream(sums).max().orElse(0);
        double[] shares =
                Arrays.stream(sums).map(sum -> Math.exp(sum - greatest)).toArray();
        double total = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / total).toArray();
    }
}
