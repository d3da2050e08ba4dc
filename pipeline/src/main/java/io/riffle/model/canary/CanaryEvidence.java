package io.riffle.model.canary;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.riffle.hash.EntityGroups;
import java.util.Arrays;

/**
 * What canary and champion did with the same rows: the canary answered for them, the champion scored them as well. Counts
 * only, so those of all instances add up. Scores are kept for 32 groups of entities, by hash: rows of one entity resemble
 * each other, so the groups, not the rows, are what a conclusion can be drawn from. Not thread-safe.
 */
public final class CanaryEvidence {
    static final int GROUPS = EntityGroups.COUNT;

    private final Scores scores = Scores.none();
    private final Durations durations = Durations.none();
    private final Labels labels = Labels.none();
    private final AnswerPairs pairs = AnswerPairs.none();
    private Rows rows = Rows.NONE;

    /** The counts as they travel. */
    public record Counts(
            @JsonUnwrapped Rows seen,
            @JsonUnwrapped Scores answers,
            @JsonUnwrapped Durations runs,
            @JsonUnwrapped Labels labels,
            @JsonUnwrapped AnswerPairs pairs) {
        boolean fits() {
            return answers.fit() && runs.fit() && labels.fit() && pairs.fit();
        }
    }

    /**
     * How many there were.
     *
     * @param rows scored by both
     * @param errors rows that the canary failed on
     * @param championErrors rows that the champion failed on
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rows(long rows, long errors, long championErrors) {
        static final Rows NONE = new Rows(0, 0, 0);

        Rows plus(Rows more) {
            return new Rows(rows + more.rows, errors + more.errors, championErrors + more.championErrors);
        }
    }

    /**
     * What was answered, by group and bin.
     *
     * @param scores of the canary
     * @param championScores of the champion
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Scores(int[][] scores, int[][] championScores) {
        static Scores none() {
            return new Scores(new int[GROUPS][ScoreBins.COUNT], new int[GROUPS][ScoreBins.COUNT]);
        }

        Scores copy() {
            return new Scores(copy(scores), copy(championScores));
        }

        void add(Scores more) {
            for (int group = 0; group < GROUPS; group++) {
                CanaryEvidence.add(scores[group], more.scores[group]);
                CanaryEvidence.add(championScores[group], more.championScores[group]);
            }
        }

        private boolean fit() {
            return fit(scores) && fit(championScores);
        }

        private static boolean fit(int[][] bins) {
            return bins.length == GROUPS && Arrays.stream(bins).allMatch(group -> group.length == ScoreBins.COUNT);
        }

        private static int[][] copy(int[][] bins) {
            return Arrays.stream(bins).map(int[]::clone).toArray(int[][]::new);
        }
    }

    /**
     * How long runs took, by bin.
     *
     * @param durations of the canary's
     * @param championDurations of the champion's
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Durations(int[] durations, int[] championDurations) {
        static Durations none() {
            return new Durations(new int[DurationBins.COUNT], new int[DurationBins.COUNT]);
        }

        Durations copy() {
            return new Durations(durations.clone(), championDurations.clone());
        }

        void add(Durations more) {
            CanaryEvidence.add(durations, more.durations);
            CanaryEvidence.add(championDurations, more.championDurations);
        }

        private boolean fit() {
            return durations.length == DurationBins.COUNT && championDurations.length == DurationBins.COUNT;
        }
    }

    /**
     * What came out, by group.
     *
     * @param labelled rows whose truth is known
     * @param worse of these, where the canary was further from the truth than the champion
     * @param better if it was nearer
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Labels(int[] labelled, int[] worse, int[] better) {
        @SuppressWarnings("NullAway") // Jackson passes null for what an instance that knows no outcomes leaves out
        public Labels {
            labelled = labelled == null ? new int[GROUPS] : labelled;
            worse = worse == null ? new int[GROUPS] : worse;
            better = better == null ? new int[GROUPS] : better;
        }

        static Labels none() {
            return new Labels(new int[GROUPS], new int[GROUPS], new int[GROUPS]);
        }

        Labels copy() {
            return new Labels(labelled.clone(), worse.clone(), better.clone());
        }

        void add(Labels more) {
            CanaryEvidence.add(labelled, more.labelled);
            CanaryEvidence.add(worse, more.worse);
            CanaryEvidence.add(better, more.better);
        }

        private boolean fit() {
            return labelled.length == GROUPS && worse.length == GROUPS && better.length == GROUPS;
        }
    }

    /** One frame: both versions ran once over the same rows. */
    public void frame(int frameRows, int failed, int championFailed, long nanoseconds, long championNanoseconds) {
        rows = rows.plus(new Rows(frameRows, failed, championFailed));
        durations.durations[DurationBins.bin(nanoseconds)]++;
        durations.championDurations[DurationBins.bin(championNanoseconds)]++;
    }

    /** One row that both could score. */
    public void answers(String entity, Answer canary, Answer champion) {
        int group = EntityGroups.of(entity);
        scores.scores[group][ScoreBins.bin(canary.score())]++;
        scores.championScores[group][ScoreBins.bin(champion.score())]++;
        pairs.count(group, canary, champion);
    }

    /** The truth about one row that both had scored; of two losses the smaller is nearer to it, and none says nothing if it is NaN. */
    public void outcome(String entity, double loss, double championLoss) {
        if (Double.isNaN(loss) || Double.isNaN(championLoss)) {
            return;
        }
        int group = EntityGroups.of(entity);
        labels.labelled[group]++;
        labels.worse[group] += loss > championLoss ? 1 : 0;
        labels.better[group] += loss < championLoss ? 1 : 0;
    }

    /** Adds the counts of another instance; counts of another shape, from another version of Riffle, are left out. */
    public void add(Counts other) {
        if (!other.fits()) {
            return;
        }
        rows = rows.plus(other.seen);
        scores.add(other.answers);
        durations.add(other.runs);
        labels.add(other.labels);
        pairs.add(other.pairs);
    }

    private static void add(int[] to, int[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    public long rows() {
        return rows.rows;
    }

    /** Rows whose truth is known. */
    public long labelled() {
        return Arrays.stream(labels.labelled).asLongStream().sum();
    }

    /** A copy of the counts. */
    public Counts counts() {
        return new Counts(rows, scores.copy(), durations.copy(), labels.copy(), pairs.copy());
    }
}
