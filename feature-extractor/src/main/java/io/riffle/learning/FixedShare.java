package io.riffle.learning;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The weights of experts: multiplied by exp(-loss) as in Hedge (Freund and Schapire, JCSS 55, 1997), which for losses in
 * nats is Bayes's rule, then a fixed share of the whole is divided evenly, so that the best expert may change (Herbster and
 * Warmuth, Machine Learning 32, 1998).
 *
 * <p>A loss that comes late counts less. Between a question and its truth all experts went on, so the losses of that time
 * are of one piece: counted whole, each of them, they would move the weights as often as there were questions open.
 * Learning rates that fall with the delay are those of Joulani, György and Szepesvári (ICML 2013).
 */
final class FixedShare {
    private final Mixing mixing;
    private final double[] shares;

    FixedShare(int experts, Mixing mixing) {
        this.mixing = mixing;
        shares = new double[experts];
        even();
    }

    private void even() {
        Arrays.fill(shares, 1.0 / shares.length);
    }

    double of(int expert) {
        return shares[expert];
    }

    double[] toArray() {
        return shares.clone();
    }

    /**
     * Weighs by how wrong each expert was.
     *
     * @param lag examples learned between the question and now
     * @param weight of the example
     */
    void judge(double[] losses, long lag, double weight) {
        double trust = lag == 0 ? 1 : StrictMath.pow(1.0 + lag, -mixing.patience());
        double least = losses[0];
        for (double loss : losses) {
            least = Math.min(least, loss);
        }
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] *= StrictMath.exp(-trust * weight * (losses[i] - least));
            sum += shares[i];
        }
        if (!(sum > 0)) {
            even();
            return;
        }
        double share = mixing.share() * trust;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (1 - share) * (shares[i] / sum) + share / shares.length;
        }
    }

    int bytes() {
        return shares.length * Double.BYTES;
    }

    void write(ByteBuffer bytes) {
        for (double share : shares) {
            bytes.putDouble(share);
        }
    }

    void read(ByteBuffer bytes) {
        for (int i = 0; i < shares.length; i++) {
            shares[i] = bytes.getDouble();
        }
    }
}
