package io.riffle.stats;

import io.riffle.hash.EntityGroups;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What is known about a classifier with several classes, in a form that adds up over partitions and from which a case can be
 * taken back. Averages as in scikit-learn: macro is the mean over the classes, weighted the mean by support. A measure without
 * its cases is NaN.
 */
public final class MulticlassPerformance {
    static final int WRONG = 0;
    static final int NOT_IN_TWO = 1;
    static final int LOG_LOSS = 2;

    private static final byte VERSION = 1;
    private static final double LOG_LOSS_CLIP = 1e-15;

    /** Scores that leave less than this to other classes are those of all classes. */
    private static final double WHOLE = 1e-3;

    /** Labels come from outside; what is beyond so many classes shares one. */
    private static final int MOST_CLASSES = 1_000;

    private static final String OTHERS = "";

    private final TreeMap<String, Counts> classes = new TreeMap<>();
    private LossSums losses = new LossSums(3);
    private long open;
    private long unranked;

    private record Counts(long hits, long predicted, long support) {
        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(hits + other.hits, predicted + other.predicted, support + other.support);
        }
    }

    /**
     * The most likely classes of one row, the likeliest first.
     *
     * @param scores their probabilities
     */
    public record Ranked(List<String> classes, List<Double> scores) {
        public static final Ranked NONE = new Ranked(List.of(), List.of());

        public Ranked {
            classes = List.copyOf(classes);
            scores = List.copyOf(scores);
            if (classes.size() != scores.size()) {
                throw new IllegalArgumentException(
                        "classes and scores must be equally many: were " + classes.size() + " and " + scores.size());
            }
        }

        /** Whether the probabilities are those of all classes. */
        private boolean isWhole() {
            return scores.stream().mapToDouble(Double::doubleValue).sum() > 1 - WHOLE;
        }

        private double of(String label) {
            int at = classes.indexOf(label);
            return at < 0 ? LOG_LOSS_CLIP : Math.min(1 - LOG_LOSS_CLIP, Math.max(LOG_LOSS_CLIP, scores.get(at)));
        }
    }

    /**
     * Adds a case, or takes it back.
     *
     * @param group of its entity, see {@link EntityGroups}
     * @param sign 1 or -1
     */
    public void change(String truth, String predicted, Ranked ranked, int group, int sign) {
        boolean hit = truth.equals(predicted);
        count(truth, new Counts(hit ? sign : 0, 0, sign));
        count(predicted, new Counts(0, sign, 0));
        int at = ranked.classes().indexOf(truth);
        open += at < 0 && !ranked.isWhole() ? sign : 0;
        unranked += ranked.classes().size() < 2 ? sign : 0;
        losses.change(group, sign, hit ? 0 : 1, at == 0 || at == 1 ? 0 : 1, -Math.log(ranked.of(truth)));
    }

    private void count(String label, Counts counts) {
        String known = classes.containsKey(label) || classes.size() < MOST_CLASSES ? label : OTHERS;
        classes.merge(known, counts, Counts::plus);
    }

    /** Adds another partition's cases. */
    public void add(MulticlassPerformance other) {
        other.classes.forEach(this::count);
        losses.add(other.losses);
        open += other.open;
        unranked += other.unranked;
    }

    public long total() {
        return losses.rows();
    }

    /** By row: wrong or not, not among the two likeliest, logarithmic. */
    LossSums losses() {
        return losses;
    }

    /** One class against all others. */
    public Confusion of(String label) {
        Counts own = classes.getOrDefault(label, Counts.NONE);
        long hits = own.hits();
        return new Confusion(
                total() - own.support() - own.predicted() + hits, own.predicted() - hits, own.support() - hits, hits);
    }

    public double accuracy() {
        return 1 - losses.mean(WRONG);
    }

    /** How often the truth is one of the two likeliest classes; NaN if rows do not have two. */
    public double top2Accuracy() {
        return unranked > 0 ? Double.NaN : 1 - losses.mean(NOT_IN_TWO);
    }

    /** Natural logarithm, scores clipped to [1e-15, 1 - 1e-15]; NaN if the probability of some truth is not known. */
    public double logLoss() {
        return open > 0 ? Double.NaN : losses.mean(LOG_LOSS);
    }

    /** The mean of a measure over the classes that occur, such as {@code Confusion::f1}. */
    public double macro(ToDoubleFunction<Confusion> measure) {
        return classes.keySet().stream()
                .map(this::of)
                .filter(one -> one.positives() + one.falsePositives() > 0)
                .mapToDouble(measure)
                .average()
                .orElse(Double.NaN);
    }

    /** The mean of a measure by how many cases each class has. */
    public double weighted(ToDoubleFunction<Confusion> measure) {
        double sum = classes.keySet().stream()
                .map(this::of)
                .mapToDouble(one -> one.positives() * measure.applyAsDouble(one))
                .sum();
        return sum / total();
    }

    public byte[] toBytes() {
        int size = 1 + 2 * Long.BYTES + Integer.BYTES + losses.size();
        Map<String, byte[]> names = new TreeMap<>();
        for (String label : classes.keySet()) {
            names.put(label, label.getBytes(StandardCharsets.UTF_8));
            size += Integer.BYTES + names.getOrDefault(label, new byte[0]).length + 3 * Long.BYTES;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).put(VERSION).putLong(open).putLong(unranked);
        losses.write(bytes);
        bytes.putInt(classes.size());
        classes.forEach((label, counts) -> {
            byte[] name = names.getOrDefault(label, new byte[0]);
            bytes.putInt(name.length).put(name);
            bytes.putLong(counts.hits()).putLong(counts.predicted()).putLong(counts.support());
        });
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another version
     */
    public static MulticlassPerformance of(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("stored counts must be of version " + VERSION + ": were of " + version);
        }
        MulticlassPerformance read = new MulticlassPerformance();
        read.open = bytes.getLong();
        read.unranked = bytes.getLong();
        read.losses = LossSums.read(bytes);
        int classes = bytes.getInt();
        for (int i = 0; i < classes; i++) {
            byte[] name = new byte[bytes.getInt()];
            bytes.get(name);
            read.classes.put(
                    new String(name, StandardCharsets.UTF_8),
                    new Counts(bytes.getLong(), bytes.getLong(), bytes.getLong()));
        }
        return read;
    }

    /** The areas of each class against all others, averaged; NaN if a class is absent. {@code probabilities} by row and class. */
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
