package io.riffle.model.canary;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the answers of canary and champion to the same rows go together, by group of entities. An instance of before they were
 * counted leaves them out.
 *
 * @param sums of the scores, see {@link #ROWS} and the places after it
 * @param answered rows for which both versions chose a class
 * @param flipped of these, where they chose different ones
 * @param classes how often the canary chose each class
 * @param championClasses how often the champion did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnswerPairs(
        double[][] sums,
        int[] answered,
        int[] flipped,
        Map<String, Integer> classes,
        Map<String, Integer> championClasses) {
    /** Places in the sums of a group. */
    static final int ROWS = 0;

    static final int CANARY = 1;
    static final int CHAMPION = 2;
    static final int CANARY_SQUARES = 3;
    static final int CHAMPION_SQUARES = 4;
    static final int PRODUCTS = 5;
    /** Without signs. */
    static final int DIFFERENCES = 6;

    private static final int PLACES = 7;
    /** More classes than a person tells apart, so that evidence stays small; the others are one. */
    private static final int MOST_CLASSES = 500;

    private static final String OTHERS = "";

    @SuppressWarnings("NullAway") // Jackson passes null for what an instance that does not count pairs leaves out
    public AnswerPairs {
        sums = sums == null ? new double[CanaryEvidence.GROUPS][PLACES] : sums;
        answered = answered == null ? new int[CanaryEvidence.GROUPS] : answered;
        flipped = flipped == null ? new int[CanaryEvidence.GROUPS] : flipped;
        classes = classes == null ? new LinkedHashMap<>() : new LinkedHashMap<>(classes);
        championClasses = championClasses == null ? new LinkedHashMap<>() : new LinkedHashMap<>(championClasses);
    }

    @SuppressWarnings("NullAway")
    static AnswerPairs none() {
        return new AnswerPairs(null, null, null, null, null);
    }

    AnswerPairs copy() {
        return new AnswerPairs(
                Arrays.stream(sums).map(double[]::clone).toArray(double[][]::new),
                answered.clone(),
                flipped.clone(),
                classes,
                championClasses);
    }

    void count(int group, Answer canary, Answer champion) {
        if (Double.isFinite(canary.score()) && Double.isFinite(champion.score())) {
            scores(sums[group], canary.score(), champion.score());
        }
        if (canary.label() != null && champion.label() != null) {
            answered[group]++;
            flipped[group] += canary.label().equals(champion.label()) ? 0 : 1;
            classes(classes, canary.label(), 1);
            classes(championClasses, champion.label(), 1);
        }
    }

    private static void scores(double[] sums, double canary, double champion) {
        sums[ROWS]++;
        sums[CANARY] += canary;
        sums[CHAMPION] += champion;
        sums[CANARY_SQUARES] += canary * canary;
        sums[CHAMPION_SQUARES] += champion * champion;
        sums[PRODUCTS] += canary * champion;
        sums[DIFFERENCES] += Math.abs(canary - champion);
    }

    private static void classes(Map<String, Integer> counts, String label, int more) {
        boolean room = counts.size() < MOST_CLASSES || counts.containsKey(label);
        counts.merge(room ? label : OTHERS, more, Integer::sum);
    }

    void add(AnswerPairs more) {
        for (int group = 0; group < sums.length; group++) {
            for (int place = 0; place < PLACES; place++) {
                sums[group][place] += more.sums[group][place];
            }
            answered[group] += more.answered[group];
            flipped[group] += more.flipped[group];
        }
        more.classes.forEach((label, count) -> classes(classes, label, count));
        more.championClasses.forEach((label, count) -> classes(championClasses, label, count));
    }

    boolean fit() {
        return sums.length == CanaryEvidence.GROUPS
                && Arrays.stream(sums).allMatch(group -> group.length == PLACES)
                && answered.length == CanaryEvidence.GROUPS
                && flipped.length == CanaryEvidence.GROUPS;
    }
}
