package io.riffle.learning;

import java.util.List;

/**
 * Which experts there are: each rate with each forgetting, and the champion alone, which never corrects.
 *
 * @param rates how far a step goes along the gradient
 * @param forgetting by how much a weight shrinks with each example; the intercept does not
 * @param bounded whether a step stops short of where an example's own loss would grow again
 * @param champion whether the champion without correction is an expert too
 */
public record ExpertGrid(List<Double> rates, List<Double> forgetting, boolean bounded, boolean champion) {
    /** From nearly still to nearly the last example alone, in steps of about the square root of ten. */
    public static final ExpertGrid DEFAULT =
            new ExpertGrid(List.of(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0), List.of(0.0), true, true);

    public ExpertGrid {
        rates = List.copyOf(rates);
        forgetting = List.copyOf(forgetting);
        if (rates.isEmpty() || rates.stream().anyMatch(rate -> !(rate > 0 && rate <= 1_000))) {
            throw new IllegalArgumentException(
                    "rates must be one or more numbers above 0 and at most 1000: were " + rates);
        }
        if (forgetting.isEmpty() || forgetting.stream().anyMatch(share -> !(share >= 0 && share < 1))) {
            throw new IllegalArgumentException(
                    "forgetting must be one or more numbers from 0 to below 1: was " + forgetting);
        }
    }

    /** One expert as textbooks have it, without what keeps it from harm. */
    public static ExpertGrid plain(double rate, double forgetting) {
        return new ExpertGrid(List.of(rate), List.of(forgetting), false, false);
    }

    /** How many experts learn. */
    int learning() {
        return rates.size() * forgetting.size();
    }

    /** How many there are. */
    public int size() {
        return learning() + (champion ? 1 : 0);
    }
}
