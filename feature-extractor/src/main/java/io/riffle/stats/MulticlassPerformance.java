package io.riffle.stats;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The confusion matrix of a classifier with several classes, which adds up over partitions and from which cases can be taken
 * back. Averages as in scikit-learn: macro is the mean over the classes, weighted the mean by support, micro over all
 * decisions (and so equal to the accuracy).
 */
public final class MulticlassPerformance {
    private final long[][] counts;

    public MulticlassPerformance(int classes) {
        counts = new long[classes][classes];
    }

    /** Adds {@code count} cases; a negative number takes them back. */
    public void add(int truth, int predicted, long count) {
        counts[truth][predicted] += count;
    }

    public void add(MulticlassPerformance other) {
        for (int truth = 0; truth < counts.length; truth++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                counts[truth][predicted] += other.counts[truth][predicted];
            }
        }
    }

    public int classes() {
        return counts.length;
    }

    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    public long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** One class against all others. */
    public Confusion of(int label) {
        long hits = counts[label][label];
        long support = Arrays.stream(counts[label]).sum();
        long predicted = Arrays.stream(counts).mapToLong(row -> row[label]).sum();
        return new Confusion(total() - support - predicted + hits, predicted - hits, support - hits, hits);
    }

    public double accuracy() {
        return (double) IntStream.range(0, counts.length)
                        .mapToLong(i -> counts[i][i])
                        .sum()
                / total();
    }

    /** The mean of a measure over the classes, such as {@code Confusion::f1}. */
    public double macro(ToDoubleFunction<Confusion> measure) {
        return IntStream.range(0, counts.length)
                .mapToDouble(label -> measure.applyAsDouble(of(label)))
                .average()
                .orElse(Double.NaN);
    }

    /** The mean of a measure by how many cases each class has. */
    public double weighted(ToDoubleFunction<Confusion> measure) {
        double sum = IntStream.range(0, counts.length)
                .mapToDouble(label -> {
                    Confusion one = of(label);
                    return one.positives() * measure.applyAsDouble(one);
                })
                .sum();
        return sum / total();
    }

    /** The areas of each class against all others, averaged; NaN where a class is absent. {@code probabilities} by row and class. */
    public static double aucOneVersusRest(double[][] probabilities, int[] truth) {
        int classes = probabilities[0].length;
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            sum += auc(probabilities, truth, label, -1);
        }
        return sum / classes;
    }

    /** The areas of all pairs of classes, averaged (Hand and Till, Machine Learning 45, 2001). */
    public static double aucOneVersusOne(double[][] probabilities, int[] truth) {
        int classes = probabilities[0].length;
        double sum = 0;
        for (int one = 0; one < classes; one++) {
            for (int other = 0; other < classes; other++) {
                sum += one == other ? 0 : auc(probabilities, truth, one, other);
            }
        }
        return sum / (classes * (classes - 1.0));
    }

    /** Of one class against another one, or against all for -1. */
    private static double auc(double[][] probabilities, int[] truth, int label, int other) {
        int[] chosen = IntStream.range(0, truth.length)
                .filter(row -> other < 0 || truth[row] == label || truth[row] == other)
                .toArray();
        double[] scores = new double[chosen.length];
        boolean[] positive = new boolean[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            scores[i] = probabilities[chosen[i]][label];
            positive[i] = truth[chosen[i]] == label;
        }
        return RocAuc.of(scores, positive);
    }
}
