package io.riffle.outcome;

/**
 * What is counted of a variant; parts add up, and a correction is a part with negative successes.
 *
 * @param entities distinct entities that it scored
 * @param successes outcomes that are what the experiment counts
 */
record VariantCounts(long entities, long events, long outcomes, long successes) {
    static final VariantCounts NONE = new VariantCounts(0, 0, 0, 0);

    VariantCounts plus(VariantCounts other) {
        return new VariantCounts(
                entities + other.entities,
                events + other.events,
                outcomes + other.outcomes,
                successes + other.successes);
    }
}
