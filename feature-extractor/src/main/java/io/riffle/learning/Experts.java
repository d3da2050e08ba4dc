package io.riffle.learning;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** All experts with the scaler that they share and the weights that mix them. */
final class Experts {
    private final LearningSettings settings;
    private final Target target;
    private final RunningScaler scaler;
    private final List<LinearExpert> learning = new ArrayList<>();
    private final FixedShare shares;
    private final int size;
    private final double[] scaled;
    private final double[] margins;
    private final double[] answer;
    private final double[] losses;
    private long resets;

    Experts(LearningSettings settings) {
        this.settings = settings;
        target = settings.target();
        scaler = new RunningScaler(settings.inputs(), settings.bounds().input());
        for (double forgetting : settings.grid().forgetting()) {
            for (double rate : settings.grid().rates()) {
                learning.add(new LinearExpert(settings, rate, forgetting));
            }
        }
        size = settings.grid().size();
        shares = new FixedShare(size, settings.mixing());
        scaled = new double[settings.inputs()];
        margins = new double[target.size()];
        answer = new double[target.size()];
        losses = new double[size];
    }

    int size() {
        return size;
    }

    long resets() {
        return resets;
    }

    double[] shares() {
        return shares.toArray();
    }

    void requireFit(double[] inputs) {
        if (inputs.length != settings.inputs()) {
            throw new IllegalArgumentException(
                    "inputs must be " + settings.inputs() + " numbers: were " + inputs.length);
        }
    }

    /** Lets the scaler see them. */
    void observe(double[] inputs) {
        scaler.add(inputs);
    }

    /** What each expert adds to each margin, within the bound; the champion, behind the others, nothing. */
    double[] corrections(double[] inputs, double bound) {
        scaler.scale(inputs, scaled);
        double[] corrections = new double[size * margins.length];
        for (int i = 0; i < learning.size(); i++) {
            learning.get(i).correction(scaled, margins);
            for (int margin = 0; margin < margins.length; margin++) {
                corrections[i * margins.length + margin] = Math.min(bound, Math.max(-bound, margins[margin]));
            }
        }
        return corrections;
    }

    /** The mean of the experts' answers. */
    double[] mix(double[] base, double[] corrections) {
        double[] mixed = new double[margins.length];
        for (int i = 0; i < size; i++) {
            for (int margin = 0; margin < margins.length; margin++) {
                margins[margin] = base[margin] + corrections[i * margins.length + margin];
            }
            target.answer(margins, answer);
            for (int margin = 0; margin < margins.length; margin++) {
                mixed[margin] += shares.of(i) * answer[margin];
            }
        }
        return mixed;
    }

    void judge(double[] base, Answer given, Example example, long lag, double spread) {
        for (int i = 0; i < size; i++) {
            for (int margin = 0; margin < margins.length; margin++) {
                margins[margin] = base[margin] + given.correction(i * margins.length + margin);
            }
            target.answer(margins, answer);
            losses[i] = target.loss(answer, example.truth(), spread);
        }
        shares.judge(losses, lag, example.weight());
    }

    /** One step of each. The inputs are scaled as they are now, with this example seen. */
    void learn(double[] base, Example example, Spread spread) {
        double length = scale(example);
        double[] gradient = new double[margins.length];
        for (LinearExpert expert : learning) {
            expert.correction(scaled, margins);
            for (int margin = 0; margin < margins.length; margin++) {
                margins[margin] += base[margin];
            }
            target.answer(margins, answer);
            for (int margin = 0; margin < margins.length; margin++) {
                double error = answer[margin] - target.wanted(margin, example.truth());
                gradient[margin] = slope(error, spread);
            }
            expert.learn(scaled, length, gradient, example.weight());
            resetUnlessFinite(expert);
        }
    }

    /** The gradient is linear in the truth, so the step of the former truth becomes that of the new one by their difference. */
    void correct(Example example, Spread spread) {
        double length = scale(example);
        double[] gradient = new double[margins.length];
        for (int margin = 0; margin < margins.length; margin++) {
            double change = target.wanted(margin, example.previousTruth()) - target.wanted(margin, example.truth());
            gradient[margin] = slope(change, spread);
        }
        for (LinearExpert expert : learning) {
            expert.step(scaled, length, gradient, example.weight());
            resetUnlessFinite(expert);
        }
    }

    private double slope(double error, Spread spread) {
        return target instanceof Target.Regression
                ? Huber.slope(error, settings.bounds().input() * spread.ofChampion())
                : error;
    }

    private double scale(Example example) {
        scaler.scale(example.inputs(), scaled);
        double length = 1;
        for (double value : scaled) {
            length += value * value;
        }
        return length;
    }

    private void resetUnlessFinite(LinearExpert expert) {
        if (!expert.isFinite()) {
            expert.reset();
            resets++;
        }
    }

    LearnedModel snapshot(long step, double bound) {
        double[] means = new double[settings.inputs()];
        double[] deviations = new double[settings.inputs()];
        for (int i = 0; i < means.length; i++) {
            means[i] = scaler.mean(i);
            deviations[i] = scaler.deviation(i);
        }
        List<LearnedModel.Expert> parts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double[] weights = i < learning.size() ? learning.get(i).weights() : new double[0];
            parts.add(new LearnedModel.Expert(shares.of(i), weights));
        }
        return new LearnedModel(
                step,
                new LearnedModel.Scaling(means, deviations, settings.bounds().input()),
                parts,
                bound);
    }

    int bytes() {
        return Long.BYTES
                + scaler.bytes()
                + shares.bytes()
                + learning.size() * learning.get(0).bytes();
    }

    void write(ByteBuffer bytes) {
        bytes.putLong(resets);
        scaler.write(bytes);
        shares.write(bytes);
        learning.forEach(expert -> expert.write(bytes));
    }

    void read(ByteBuffer bytes) {
        resets = bytes.getLong();
        scaler.read(bytes);
        shares.read(bytes);
        learning.forEach(expert -> expert.read(bytes));
    }
}
