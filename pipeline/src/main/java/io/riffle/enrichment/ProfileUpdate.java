package io.riffle.enrichment;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * New values of one entity.
 *
 * @param values the text of each value by its field in the store
 * @param gone fields that have no value any more
 * @param eventTime when the values became true, milliseconds since the epoch
 * @param keep how long the store needs the values, counted from now; zero for ever
 */
public record ProfileUpdate(
        String entity, Map<String, String> values, List<String> gone, long eventTime, Duration keep) {
    public ProfileUpdate {
        values = Map.copyOf(values);
        gone = List.copyOf(gone);
        if (keep.isNegative()) {
            throw new IllegalArgumentException("keep must not be negative: was " + keep);
        }
    }

    /** Values that are kept for ever. */
    public ProfileUpdate(String entity, Map<String, String> values, long eventTime) {
        this(entity, values, List.of(), eventTime, Duration.ZERO);
    }
}
