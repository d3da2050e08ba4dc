package io.riffle.model.canary;

import io.riffle.hash.EntityGroups;
import java.util.Arrays;

/**
 * What canary and champion did with the same rows: the canary answered for them, the champion scored them as well. Counts
 * only, so those of all instances add up. Scores are kept for 32 groups of entities, by hash: rows of one entity resemble
 * each other, so the groups, not the rows, are what a conclusion can be drawn from. Not thread-safe.
 */
public final class CanaryEvidence {
    static final int GROUPS = EntityGroups.COUNT;

    private final Counts counts;

    /**
     * The counts as they travel.
     *
     * @param rows scored by both
     * @param errors rows that the canary failed on
     * @param championErrors rows that the champion failed on
     * @param scores of the canary, by group and bin
     * @param championScores by group and bin
     * @param durations of the canary's runs by bin
     * @param championDurations by bin
     * @param labelled rows whose truth is known, by group
     * @param worse of these, where the canary was further from the truth than the champion, by group
     * @param better where it was nearer, by group
     */
    public record Counts(
            long rows,
            long errors,
            long championErrors,
            int[][] scores,
            int[][] championScores,
            int[] durations,
            int[] championDurations,
            int[] labelled,
            int[] worse,
            int[] better) {
        @SuppressWarnings("NullAway") // Jackson passes null for what an instance that knows no outcomes leaves out
        public Counts {
            labelled = labelled == null ? new int[GROUPS] : labelled;
            worse = worse == null ? new int[GROUPS] : worse;
            better = better == null ? new int[GROUPS] : better;
        }

        boolean fits() {
            return fits(scores)
                    && fits(championScores)
                    && durations.length == DurationBins.COUNT
                    && championDurations.length == DurationBins.COUNT
                    && labelled.length == GROUPS
                    && worse.length == GROUPS
                    && better.length == GROUPS;
        }

        private static boolean fits(int[][] bins) {
            return bins.length == GROUPS && Arrays.stream(bins).allMatch(group -> group.length == ScoreBins.COUNT);
        }
    }

    private long rows;
    private long errors;
    private long championErrors;

    public CanaryEvidence() {
        counts = new Counts(
                0,
                0,
                0,
                new int[GROUPS][ScoreBins.COUNT],
                new int[GROUPS][ScoreBins.COUNT],
                new int[DurationBins.COUNT],
                new int[DurationBins.COUNT],
                new int[GROUPS],
                new int[GROUPS],
                new int[GROUPS]);
    }

    /** One frame: both versions ran once over the same rows. */
    public void frame(int frameRows, int failed, int championFailed, long nanoseconds, long championNanoseconds) {
        rows += frameRows;
        errors += failed;
        championErrors += championFailed;
        counts.durations[DurationBins.bin(nanoseconds)]++;
        counts.championDurations[DurationBins.bin(championNanoseconds)]++;
    }

    /** One row that both could score. */
    public void scores(String entity, double score, double championScore) {
        int group = EntityGroups.of(entity);
        counts.scores[group][ScoreBins.bin(score)]++;
        counts.championScores[group][ScoreBins.bin(championScore)]++;
    }

    /** The truth about one row that both had scored; of two losses the smaller is nearer to it. */
    public void outcome(String entity, double loss, double championLoss) {
        int group = EntityGroups.of(entity);
        counts.labelled[group]++;
        counts.worse[group] += loss > championLoss ? 1 : 0;
        counts.better[group] += loss < championLoss ? 1 : 0;
    }

    /** Adds the counts of another instance; counts of another shape, from another version of Riffle, are left out. */
    public void add(Counts other) {
        if (!other.fits()) {
            return;
        }
        rows += other.rows;
        errors += other.errors;
        championErrors += other.championErrors;
        for (int group = 0; group < GROUPS; group++) {
            add(counts.scores[group], other.scores[group]);
            add(counts.championScores[group], other.championScores[group]);
        }
        add(counts.durations, other.durations);
        add(counts.championDurations, other.championDurations);
        add(counts.labelled, other.labelled);
        add(counts.worse, other.worse);
        add(counts.better, other.better);
    }

    private static void add(int[] to, int[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    public long rows() {
        return rows;
    }

    /** Rows whose truth is known. */
    public long labelled() {
        return Arrays.stream(counts.labelled).asLongStream().sum();
    }

    /** A copy of the counts. */
    public Counts counts() {
        return new Counts(
                rows,
                errors,
                championErrors,
                copy(counts.scores),
                copy(counts.championScores),
                counts.durations.clone(),
                counts.championDurations.clone(),
                counts.labelled.clone(),
                counts.worse.clone(),
                counts.better.clone());
    }

    private static int[][] copy(int[][] bins) {
        return Arrays.stream(bins).map(int[]::clone).toArray(int[][]::new);
    }
}
