package io.riffle.learning;

import java.util.List;

/**
 * What a learner knows at one step, as numbers from which a model can be made.
 *
 * @param bound the most that an expert adds to a margin
 */
public record LearnedModel(long step, Scaling scaling, List<Expert> experts, double bound) {
    public LearnedModel {
        experts = List.copyOf(experts);
    }

    /**
     * How inputs are scaled.
     *
     * @param deviations 0 of an input that never changed, which is scaled to 0
     * @param bound where scaled inputs end
     */
    public record Scaling(double[] means, double[] deviations, double bound) {}

    /**
     * One expert.
     *
     * @param share its part of the answer
     * @param weights for each margin one of each input, then the intercept; none of the champion
     */
    public record Expert(double share, double[] weights) {}
}
