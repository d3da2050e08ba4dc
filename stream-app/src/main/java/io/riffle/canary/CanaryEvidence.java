package io.riffle.canary;

import java.util.Arrays;

/**
 * What canary and champion did with the same rows: the canary answered for them, the champion scored them as well. Counts
 * only, so those of all instances add up. Scores are kept for 32 groups of entities, by hash: rows of one entity resemble
 * each other, so the groups, not the rows, are what a conclusion can be drawn from. Not thread-safe.
 */
public final class CanaryEvidence {
    static final int GROUPS = 32;

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
     */
    public record Counts(
            long rows,
            long errors,
            long championErrors,
            int[][] scores,
            int[][] championScores,
            int[] durations,
            int[] championDurations) {
        boolean fits() {
            return fits(scores)
                    && fits(championScores)
                    && durations.length == DurationBins.COUNT
                    && championDurations.length == DurationBins.COUNT;
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
                new int[DurationBins.COUNT]);
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
        int group = group(entity);
        counts.scores[group][ScoreBins.bin(score)]++;
        counts.championScores[group][ScoreBins.bin(championScore)]++;
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
    }

    private static void add(int[] to, int[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    public long rows() {
        return rows;
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
                counts.championDurations.clone());
    }

    private static int[][] copy(int[][] bins) {
        return Arrays.stream(bins).map(int[]::clone).toArray(int[][]::new);
    }

    /** Mixed (MurmurHash3's finaliser), because the lower bits of a text's hash follow its last characters. */
    private static int group(String entity) {
        int hash = entity.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return (hash ^ (hash >>> 16)) & (GROUPS - 1);
    }
}
