package io.riffle.model.canary;

import io.riffle.model.deployment.CanaryPlan;
import io.riffle.stats.BetaDistribution;
import java.util.Arrays;

/**
 * Judges a canary by errors, latency, scores, each answer beside the champion's and, where the truth is known, outcomes. Looking
 * again and again at growing evidence raises the chance of a false
 * alarm, so each look has a share of the accepted chance: look k of a step gets a / (k (k + 1)) of it, which sums to a
 * over all looks (a union bound; it holds whatever the looks have in common). Looks are at doubling numbers of rows and of outcomes.
 */
public final class CanaryGuards {
    /** Bad canaries are ended before they have the events that a good one needs. */
    private static final int FIRST_LOOK = 8;

    private static final int GUARDS = 5;
    private static final double LEAST_SLOWER_NANOS = 1e6;

    private final CanaryPlan plan;
    private final AnswerGuards answers;

    public CanaryGuards(CanaryPlan plan) {
        this.plan = plan;
        answers = new AnswerGuards(plan);
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

    /** The chance of a false alarm that each guard has at a look. */
    double alpha(int look) {
        return plan.falseAlarms() / (plan.steps().size() * GUARDS * (double) look * (look + 1));
    }

    /** The verdict of one look at one step. */
    public Verdict judge(CanaryEvidence evidence, int look, boolean lastStep) {
        double alpha = alpha(look);
        CanaryEvidence.Counts counts = evidence.counts();
        CanaryFindings findings = new CanaryFindings();
        findings.figure("rows", evidence.rows());
        errors(counts.seen(), alpha, findings);
        latency(counts.runs(), alpha, findings);
        boolean distributed = answers.scores(counts.answers(), alpha, findings);
        boolean paired = answers.rowByRow(counts.pairs(), alpha, findings);
        outcomes(new OutcomeLoss(counts.labels()), alpha, findings);
        if (!findings.failures().isEmpty()) {
            return new Verdict(Verdict.Kind.FAIL, String.join("; ", findings.failures()), findings.figures());
        }
        if (evidence.rows() < plan.minEvents()) {
            return wait("has " + evidence.rows() + " of " + plan.minEvents() + " events", findings);
        }
        if (evidence.labelled() < plan.minOutcomes()) {
            return wait(
                    "knows the truth about " + evidence.labelled() + " of " + plan.minOutcomes() + " events", findings);
        }
        if (!findings.doubts().isEmpty()) {
            return wait("awaits more events: " + String.join("; ", findings.doubts()), findings);
        }
        if (lastStep && !(distributed && paired)) {
            return wait(
                    distributed
                            ? "its answers cannot be compared row by row, as where one version says the same about every event"
                                    + " (max-disagreement of 1 does without)"
                            : "its events are of too few entities to compare scores",
                    findings);
        }
        return new Verdict(
                Verdict.Kind.PASS, "within all limits after " + evidence.rows() + " events", findings.figures());
    }

    private static Verdict wait(String reason, CanaryFindings findings) {
        return new Verdict(Verdict.Kind.WAIT, reason, findings.figures());
    }

    /** Exact binomial test against the champion's rate on the same rows plus what is accepted. */
    private void errors(CanaryEvidence.Rows counts, double alpha, CanaryFindings findings) {
        double rate = counts.errors() / (double) counts.rows();
        double allowed = Math.min(1, counts.championErrors() / (double) counts.rows() + plan.maxErrorRate());
        findings.figure("error_rate", rate);
        findings.figure("champion_error_rate", counts.championErrors() / (double) counts.rows());
        if (counts.errors() > 0 && rate > allowed && atLeast(counts.errors(), counts.rows(), allowed) < alpha) {
            findings.fails(
                    "error rate %.4f on %d events must be at most %.4f (the champion's and %.4f)",
                    rate, counts.rows(), allowed, plan.maxErrorRate());
        }
    }

    /** P(X >= errors) for X binomial (n, p) = I_p(errors, n - errors + 1). */
    private static double atLeast(long errors, long rows, double chance) {
        return new BetaDistribution(errors, rows - errors + 1.0).cdf(chance);
    }

    private void latency(CanaryEvidence.Durations counts, double alpha, CanaryFindings findings) {
        long runs = Arrays.stream(counts.durations()).asLongStream().sum();
        if (runs < SlowerRuns.FEWEST) {
            return;
        }
        double slowest = SlowerRuns.lowerBound(counts.durations(), alpha / 2);
        double allowed = SlowerRuns.upperBound(counts.championDurations(), alpha / 2) * plan.maxLatencyRatio();
        findings.figure("p95_seconds_at_least", slowest / 1e9);
        findings.figure("allowed_p95_seconds", allowed / 1e9);
        if (slowest > allowed + LEAST_SLOWER_NANOS) {
            findings.fails(
                    "95th percentile of time per frame must be at most %.2f ms (%.1f times the champion's): is at least"
                            + " %.2f ms",
                    allowed / 1e6, plan.maxLatencyRatio(), slowest / 1e6);
        }
    }

    /** Rolled back where the loss is surely too large; taken on only where it is not what was measured, either. */
    private void outcomes(OutcomeLoss loss, double alpha, CanaryFindings findings) {
        if (loss.labelled() == 0) {
            return;
        }
        findings.figure("outcomes", loss.labelled());
        findings.figure("outcome_loss", loss.share());
        double limit = plan.maxOutcomeLoss();
        if (loss.groups() >= ScoreShift.FEWEST_GROUPS) {
            double bound = loss.lowerBound(alpha);
            findings.figure("outcome_loss_at_least", bound);
            if (bound > limit) {
                findings.fails(
                        "the share of events on which it is further from the truth than the champion, less those on which"
                                + " it is nearer, must be at most %.3f: is %.3f on %d outcomes, at least %.3f",
                        limit, loss.share(), loss.labelled(), bound);
                return;
            }
        }
        if (loss.share() > limit) {
            findings.doubts(
                    "it is further from the truth than the champion on %.3f more events than nearer, of %d outcomes:"
                            + " accepted is %.3f",
                    loss.share(), loss.labelled(), limit);
        }
    }
}
