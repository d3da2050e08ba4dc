package io.riffle.model.canary;

import io.riffle.hash.EntityGroups;
import java.util.Arrays;

/**
 * On how many more events the canary was further from the truth than the champion, than it was nearer: their share of all
 * events whose truth is known. Both answered the same events, so neither the hard nor the easy ones are on one side. The
 * lower bound is d - t * standard error, over groups of entities (see {@link EntityGroups}).
 */
final class OutcomeLoss {
    private final long labelled;
    private final int groups;
    private final double share;
    private final double variance;

    OutcomeLoss(CanaryEvidence.Labels counts) {
        long[] rows = Arrays.stream(counts.labelled()).asLongStream().toArray();
        long[] lost = new long[rows.length];
        for (int group = 0; group < rows.length; group++) {
            lost[group] = (long) counts.worse()[group] - counts.better()[group];
        }
        labelled = Arrays.stream(rows).sum();
        groups = (int) Arrays.stream(rows).filter(each -> each > 0).count();
        share = labelled == 0 ? 0 : Arrays.stream(lost).sum() / (double) labelled;
        variance = EntityGroups.ratioVariance(lost, rows);
    }

    /** Events whose truth is known. */
    long labelled() {
        return labelled;
    }

    int groups() {
        return groups;
    }

    double share() {
        return share;
    }

    /** What the share exceeds with a probability of 1 - alpha; at least two groups are needed. */
    double lowerBound(double alpha) {
        return share - StudentQuantile.upper(alpha, groups - 1) * Math.sqrt(variance);
    }
}
