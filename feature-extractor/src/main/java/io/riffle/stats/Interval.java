package io.riffle.stats;

/** A confidence interval, both ends included. */
public record Interval(double low, double high) {
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /**
     * Wilson's score interval of a share (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927): never leaves [0, 1] and is honest
     * also for few events or extreme shares, where the usual p +- z s is not. All of [0, 1] without events.
     *
     * @param confidence such as 0.95
     */
    public static Interval ofShare(long hits, long events, double confidence) {
        if (hits < 0 || hits > events) {
            throw new IllegalArgumentException(
                    "hits must be from 0 to the number of events: were " + hits + " of " + events);
        }
        if (events == 0) {
            return new Interval(0, 1);
        }
        double z = NormalDistribution.inverseSurvival((1 - confidence) / 2);
        double share = (double) hits / events;
        double factor = 1 + z * z / events;
        double centre = (share + z * z / (2 * events)) / factor;
        double half = z / factor * Math.sqrt(share * (1 - share) / events + z * z / (4.0 * events * events));
        return new Interval(
                hits == 0 ? 0 : Math.max(0, centre - half), hits == events ? 1 : Math.min(1, centre + half));
    }
}
