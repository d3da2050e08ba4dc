package io.riffle.model.canary;

import io.riffle.model.deployment.CanaryPlan;
import io.riffle.stats.BetaDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges a canary by errors, latency, scores and, where the truth is known, outcomes. Looking again and again at growing evidence raises the chance of a false
 * alarm, so each look has a share of the accepted chance: look k of a step gets a / (k (k + 1)) of it, which sums to a
 * over all looks (a union bound; it holds whatever the looks have in common). Looks are at doubling numbers of rows and of outcomes.
 */
public final class CanaryGuards {
    /** Bad canaries are ended before they have the events that a good one needs. */
    private static final int FIRST_LOOK = 8;

    private static final int GUARDS = 4;
    private static final double LEAST_SLOWER_NANOS = 1e6;

    private final CanaryPlan plan;

    public CanaryGuards(CanaryPlan plan) {
        this.plan = plan;
    }

    /** Which look this many rows and outcomes make possible, from 1 on; 0 for none. */
    public int look(long rows, long outcomes) {
        long wanted = plan.minOutcomes() > 0 ? plan.minOutcomes() : plan.minEvents();
        return doublings(rows, plan.minEvents()) + doublings(outcomes, wanted);
    }

    private static int doublings(long count, long wanted) {
        long units = count * FIRST_LOOK / wanted;
        return units < 1 ? 0 : 64 - Long.numberOfLeadingZeros(units);
    }

    /** The verdict of one look at one step. */
    public Verdict judge(CanaryEvidence evidence, int look, boolean lastStep) {
        double alpha = plan.falseAlarms() / (plan.steps().size() * GUARDS * (double) look * (look + 1));
        CanaryEvidence.Counts counts = evidence.counts();
        Map<String, Object> figures = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        figures.put("rows", evidence.rows());
        errors(counts.seen(), alpha, figures, failures);
        latency(counts.runs(), alpha, figures, failures);
        boolean judged = scores(counts.answers(), alpha, figures, failures);
        outcomes(new OutcomeLoss(counts.labels()), alpha, figures, failures);
        if (!failures.isEmpty()) {
            return new Verdict(Verdict.Kind.FAIL, String.join("; ", failures), figures);
        }
        if (evidence.rows() < plan.minEvents()) {
            return wait("has " + evidence.rows() + " of " + plan.minEvents() + " events", figures);
        }
        if (evidence.labelled() < plan.minOutcomes()) {
            return wait(
                    "knows the truth about " + evidence.labelled() + " of " + plan.minOutcomes() + " events", figures);
        }
        if (lastStep && !judged) {
            return wait("its events are of too few entities to compare scores", figures);
        }
        return new Verdict(Verdict.Kind.PASS, "within all limits after " + evidence.rows() + " events", figures);
    }

    private static Verdict wait(String reason, Map<String, Object> figures) {
        return new Verdict(Verdict.Kind.WAIT, reason, figures);
    }

    /** Exact binomial test against the champion's rate on the same rows plus what is accepted. */
    private void errors(CanaryEvidence.Rows counts, double alpha, Map<String, Object> figures, List<String> failures) {
        double rate = counts.errors() / (double) counts.rows();
        double allowed = Math.min(1, counts.championErrors() / (double) counts.rows() + plan.maxErrorRate());
        figures.put("error_rate", rate);
        figures.put("champion_error_rate", counts.championErrors() / (double) counts.rows());
        if (counts.errors() > 0 && rate > allowed && atLeast(counts.errors(), counts.rows(), allowed) < alpha) {
            failures.add(text(
                    "error rate %.4f on %d events must be at most %.4f (the champion's and %.4f)",
                    rate, counts.rows(), allowed, plan.maxErrorRate()));
        }
    }

    /** P(X >= errors) for X binomial (n, p) = I_p(errors, n - errors + 1). */
    private static double atLeast(long errors, long rows, double chance) {
        return new BetaDistribution(errors, rows - errors + 1.0).cdf(chance);
    }

    private void latency(
            CanaryEvidence.Durations counts, double alpha, Map<String, Object> figures, List<String> failures) {
        long runs = Arrays.stream(counts.durations()).asLongStream().sum();
        if (runs < SlowerRuns.FEWEST) {
            return;
        }
        double slowest = SlowerRuns.lowerBound(counts.durations(), alpha / 2);
        double allowed = SlowerRuns.upperBound(counts.championDurations(), alpha / 2) * plan.maxLatencyRatio();
        figures.put("p95_seconds_at_least", slowest / 1e9);
        figures.put("allowed_p95_seconds", allowed / 1e9);
        if (slowest > allowed + LEAST_SLOWER_NANOS) {
            failures.add(text(
                    "95th percentile of time per frame must be at most %.2f ms (%.1f times the champion's): is at least"
                            + " %.2f ms",
                    allowed / 1e6, plan.maxLatencyRatio(), slowest / 1e6));
        }
    }

    /** Whether there was enough to judge. */
    private boolean scores(
            CanaryEvidence.Scores counts, double alpha, Map<String, Object> figures, List<String> failures) {
        ScoreShift shift = new ScoreShift(counts);
        figures.put("score_shift", shift.distance());
        figures.put("entity_groups", shift.groups());
        if (shift.groups() < ScoreShift.FEWEST_GROUPS) {
            return false;
        }
        double bound = shift.lowerBound(alpha);
        figures.put("score_shift_at_least", bound);
        if (bound > plan.maxScoreShift()) {
            failures.add(text(
                    "score shift against the champion on the same events must be at most %.3f: is %.3f, at least %.3f",
                    plan.maxScoreShift(), shift.distance(), bound));
        }
        return true;
    }

    private void outcomes(OutcomeLoss loss, double alpha, Map<String, Object> figures, List<String> failures) {
        if (loss.labelled() == 0) {
            return;
        }
        figures.put("outcomes", loss.labelled());
        figures.put("outcome_loss", loss.share());
        if (loss.groups() < ScoreShift.FEWEST_GROUPS) {
            return;
        }
        double bound = loss.lowerBound(alpha);
        figures.put("outcome_loss_at_least", bound);
        if (bound > plan.maxOutcomeLoss()) {
            failures.add(text(
                    "the share of events on which it is further from the truth than the champion, less those on which it"
                            + " is nearer, must be at most %.3f: is %.3f on %d outcomes, at least %.3f",
                    plan.maxOutcomeLoss(), loss.share(), loss.labelled(), bound));
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
