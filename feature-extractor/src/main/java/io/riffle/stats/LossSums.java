package io.riffle.stats;

import io.riffle.hash.EntityGroups;
import java.nio.ByteBuffer;

/**
 * Sums of what each row cost, for several kinds of loss and by {@link EntityGroups group of entities}: what a mean loss, and how
 * far chance can move it, are computed from. Adds up over partitions, and rows can be taken back.
 */
public final class LossSums {
    private static final int GROUPS = EntityGroups.COUNT;

    /** With fewer groups the variance between them says little: rows are taken as independent then. */
    private static final int FEWEST_GROUPS = 8;

    private final long[] rows = new long[GROUPS];
    private final double[][] sums;
    private final double[] squares;

    /** Without rows. */
    public LossSums(int losses) {
        sums = new double[losses][GROUPS];
        squares = new double[losses];
    }

    /**
     * Adds a row, or takes it back.
     *
     * @param sign 1 or -1
     * @param losses one of each kind
     */
    public void change(int group, int sign, double... losses) {
        rows[group] += sign;
        for (int loss = 0; loss < losses.length; loss++) {
            sums[loss][group] += sign * losses[loss];
            squares[loss] += sign * losses[loss] * losses[loss];
        }
    }

    /** Adds another partition's rows. */
    public void add(LossSums other) {
        for (int group = 0; group < GROUPS; group++) {
            rows[group] += other.rows[group];
        }
        for (int loss = 0; loss < sums.length; loss++) {
            squares[loss] += other.squares[loss];
            for (int group = 0; group < GROUPS; group++) {
                sums[loss][group] += other.sums[loss][group];
            }
        }
    }

    public long rows() {
        long all = 0;
        for (long each : rows) {
            all += each;
        }
        return all;
    }

    public double sum(int loss) {
        double all = 0;
        for (double each : sums[loss]) {
            all += each;
        }
        return all;
    }

    /** NaN without rows. */
    public double mean(int loss) {
        return sum(loss) / rows();
    }

    /** The variance of the mean where rows are independent; NaN for fewer than two. */
    double rowVariance(int loss) {
        long all = rows();
        double mean = mean(loss);
        return Math.max(0, squares[loss] - all * mean * mean) / (all - 1.0) / all;
    }

    /** The variance of the mean as groups of entities show it; NaN if there are too few of them. */
    double groupVariance(int loss) {
        return groups() < FEWEST_GROUPS ? Double.NaN : EntityGroups.ratioVariance(sums[loss], rows);
    }

    int groups() {
        int used = 0;
        for (long each : rows) {
            used += each > 0 ? 1 : 0;
        }
        return used;
    }

    /** How many times the variance of independent rows the groups show: Kish's design effect (1965), the mean of all losses, at least 1. */
    double designEffect() {
        double sum = 0;
        int known = 0;
        for (int loss = 0; loss < sums.length; loss++) {
            double ratio = groupVariance(loss) / rowVariance(loss);
            sum += Double.isFinite(ratio) ? ratio : 0;
            known += Double.isFinite(ratio) ? 1 : 0;
        }
        return known == 0 ? 1 : Math.max(1, sum / known);
    }

    /** Bytes that {@link #write} takes. */
    public int size() {
        return Integer.BYTES + Long.BYTES * (GROUPS + sums.length * (GROUPS + 1));
    }

    public void write(ByteBuffer to) {
        to.putInt(sums.length);
        for (long each : rows) {
            to.putLong(each);
        }
        for (int loss = 0; loss < sums.length; loss++) {
            to.putDouble(squares[loss]);
            for (double each : sums[loss]) {
                to.putDouble(each);
            }
        }
    }

    public static LossSums read(ByteBuffer from) {
        LossSums read = new LossSums(from.getInt());
        for (int group = 0; group < GROUPS; group++) {
            read.rows[group] = from.getLong();
        }
        for (int loss = 0; loss < read.sums.length; loss++) {
            read.squares[loss] = from.getDouble();
            for (int group = 0; group < GROUPS; group++) {
                read.sums[loss][group] = from.getDouble();
            }
        }
        return read;
    }
}
