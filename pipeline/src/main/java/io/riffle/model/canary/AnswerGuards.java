package io.riffle.model.canary;

import io.riffle.model.deployment.CanaryPlan;
import java.util.List;
import java.util.stream.Stream;

/** Whether the canary's answers are like the champion's: their distribution, and each beside the champion's own. */
final class AnswerGuards {
    /** A version goes on only if it is as near as that with this chance: what nobody can tell waits. */
    private static final double DOUBT = 0.1;

    private final CanaryPlan plan;

    AnswerGuards(CanaryPlan plan) {
        this.plan = plan;
    }

    /** Whether there was enough to judge. */
    boolean scores(CanaryEvidence.Scores counts, double alpha, CanaryFindings findings) {
        ScoreShift shift = new ScoreShift(counts);
        findings.figure("score_shift", shift.distance());
        findings.figure("entity_groups", shift.groups());
        if (shift.groups() < ScoreShift.FEWEST_GROUPS) {
            return false;
        }
        double bound = shift.lowerBound(alpha);
        findings.figure("score_shift_at_least", bound);
        if (bound > plan.maxScoreShift()) {
            findings.fails(
                    "score shift against the champion on the same events must be at most %.3f: is %.3f, at least %.3f",
                    plan.maxScoreShift(), shift.distance(), bound);
        }
        return true;
    }

    /**
     * Whether there was enough to judge; an instance of an earlier version counts no pairs. Where nearly all events get one
     * class it takes many of them to tell how the classes agree: scores that surely do are enough to go on.
     */
    boolean rowByRow(AnswerPairs pairs, double alpha, CanaryFindings findings) {
        Disagreement disagreement = new Disagreement(pairs);
        disagreement.flips().ifPresent(share -> findings.figure("flips", share));
        disagreement.meanDifference().ifPresent(mean -> findings.figure("mean_difference", mean));
        List<Part> parts = Stream.of(
                        new Part("classes", disagreement.ofClasses()), new Part("scores", disagreement.ofScores()))
                .filter(part -> part.estimate.isKnown())
                .toList();
        parts.forEach(part -> findings.figure("disagreement_of_" + part.what, part.estimate.value()));
        double limit = plan.maxDisagreement();
        if (limit >= 1) {
            return true;
        }
        parts.forEach(part -> judge(part, alpha / 2, findings));
        if (parts.stream().noneMatch(part -> part.estimate.atMost(DOUBT) <= limit)) {
            parts.forEach(part -> findings.doubts(
                    "its %s are %.2f as far from the champion's as those of a model that has nothing to do with it, and"
                            + " could be %.2f: accepted is %.2f",
                    part.what, part.estimate.value(), part.estimate.atMost(DOUBT), limit));
        }
        return !parts.isEmpty();
    }

    private record Part(String what, Disagreement.Estimate estimate) {}

    private void judge(Part part, double alpha, CanaryFindings findings) {
        double bound = part.estimate.atLeast(alpha);
        if (bound > plan.maxDisagreement()) {
            findings.fails(
                    "its %s on the same events must be at most %.2f as far from the champion's as those of a model that has"
                            + " nothing to do with it: are %.2f, at least %.2f",
                    part.what, plan.maxDisagreement(), part.estimate.value(), bound);
        }
    }
}
