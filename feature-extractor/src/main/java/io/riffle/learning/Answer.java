package io.riffle.learning;

/** What the learner said to an event, to be kept until the truth comes: experts are judged by what they said then. */
public final class Answer {
    private final long step;
    private final double[] scores;
    private final double[] corrections;

    Answer(long step, double[] scores, double[] corrections) {
        this.step = step;
        this.scores = scores;
        this.corrections = corrections;
    }

    /** An answer that was kept elsewhere. */
    public static Answer kept(long step, double[] scores, double[] corrections) {
        return new Answer(step, scores.clone(), corrections.clone());
    }

    /** How many examples had been learned. */
    public long step() {
        return step;
    }

    /** The champion's answer, corrected. */
    public double[] scores() {
        return scores.clone();
    }

    /** The answer's only number, or its first. */
    public double score() {
        return scores[0];
    }

    /** What each expert adds to each margin, one after the other, within the bounds. */
    public double[] corrections() {
        return corrections.clone();
    }

    double correction(int index) {
        return corrections[index];
    }

    int size() {
        return corrections.length;
    }
}
