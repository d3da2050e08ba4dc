package io.riffle.learning;

/** How often what was said was true, and how often by chance. */
final class Agreement {
    private final long[] said;
    private final long[] was;
    private long hits;
    private long total;

    Agreement(int classes) {
        said = new long[classes];
        was = new long[classes];
    }

    void add(int saying, int being) {
        said[saying]++;
        was[being]++;
        hits += saying == being ? 1 : 0;
        total++;
    }

    double accuracy() {
        return (double) hits / total;
    }

    /** Cohen's kappa (Educational and Psychological Measurement 20, 1960): accuracy beyond that of chance; NaN if chance is always right. */
    double kappa() {
        double chance = 0;
        for (int i = 0; i < said.length; i++) {
            chance += (double) said[i] / total * was[i] / total;
        }
        return beyond(chance);
    }

    /**
     * Accuracy beyond that of a classifier which says the last truth (Zliobaite, Bifet and others, Machine Learning 98,
     * 2015, kappa-temporal); NaN if that one is always right.
     */
    double kappaTemporal(Agreement noChange) {
        return beyond(noChange.accuracy());
    }

    private double beyond(double reached) {
        return reached == 1 ? Double.NaN : (accuracy() - reached) / (1 - reached);
    }
}
