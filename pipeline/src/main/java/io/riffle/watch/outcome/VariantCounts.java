package io.riffle.watch.outcome;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.riffle.hash.EntityGroups;
import java.util.Arrays;
import java.util.Objects;

/**
 * What is counted of a variant; parts add up, and a correction is a part with negative successes.
 *
 * @param entities distinct entities that it scored
 * @param outcomes events whose truth is known
 * @param successes outcomes that are what the experiment counts
 * @param outcomesByGroup of entities, see {@link EntityGroups}
 * @param successesByGroup of entities
 */
record VariantCounts(
        long entities, long events, long outcomes, long successes, long[] outcomesByGroup, long[] successesByGroup) {
    static final VariantCounts NONE =
            new VariantCounts(0, 0, 0, 0, new long[EntityGroups.COUNT], new long[EntityGroups.COUNT]);

    @SuppressWarnings("NullAway") // counts that were stored before there were groups have none
    VariantCounts {
        outcomesByGroup = outcomesByGroup == null ? new long[EntityGroups.COUNT] : outcomesByGroup;
        successesByGroup = successesByGroup == null ? new long[EntityGroups.COUNT] : successesByGroup;
    }

    /** Of scored events. */
    static VariantCounts scored(long entities, long events) {
        return new VariantCounts(entities, events, 0, 0, NONE.outcomesByGroup, NONE.successesByGroup);
    }

    /** Of one entity's outcomes. */
    static VariantCounts outcome(String entity, long outcomes, long successes) {
        long[] byGroup = new long[EntityGroups.COUNT];
        long[] hits = new long[EntityGroups.COUNT];
        byGroup[EntityGroups.of(entity)] = outcomes;
        hits[EntityGroups.of(entity)] = successes;
        return new VariantCounts(0, 0, outcomes, successes, byGroup, hits);
    }

    VariantCounts plus(VariantCounts other) {
        return new VariantCounts(
                entities + other.entities,
                events + other.events,
                outcomes + other.outcomes,
                successes + other.successes,
                sum(outcomesByGroup, other.outcomesByGroup),
                sum(successesByGroup, other.successesByGroup));
    }

    private static long[] sum(long[] left, long[] right) {
        long[] sum = left.clone();
        Arrays.setAll(sum, group -> left[group] + right[group]);
        return sum;
    }

    /** The variance of the rate between groups of entities; NaN if too few groups have outcomes. */
    @JsonIgnore
    double variance() {
        return EntityGroups.ratioVariance(successesByGroup, outcomesByGroup);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariantCounts same
                && entities == same.entities
                && events == same.events
                && outcomes == same.outcomes
                && successes == same.successes
                && Arrays.equals(outcomesByGroup, same.outcomesByGroup)
                && Arrays.equals(successesByGroup, same.successesByGroup);
    }

    @Override
    public int hashCode() {
        return Objects.hash(entities, events, outcomes, successes);
    }
}
