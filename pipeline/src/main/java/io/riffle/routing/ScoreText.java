package io.riffle.routing;

/** How scores are written: the same number gives the same text in outputs, predictions and alerts. */
final class ScoreText {
    private ScoreText() {}

    /**
     * Most scores are floats that were widened: written as floats they are as short as in the outputs beside them. 0.9f as
     * a double would read 0.8999999761581421.
     */
    static void write(double score, JsonBuffer json) {
        if ((float) score == score) {
            json.number((float) score);
        } else {
            json.number(score);
        }
    }
}
