package io.riffle.enrichment;

import java.util.Map;

/**
 * New values of one entity.
 *
 * @param values the text of each value by its field in the store
 * @param eventTime when the values became true, milliseconds since the epoch, not negative
 */
public record ProfileUpdate(String entity, Map<String, String> values, long eventTime) {
    public ProfileUpdate {
        values = Map.copyOf(values);
        if (eventTime < 0) {
            throw new IllegalArgumentException("eventTime must not be negative: was " + eventTime);
        }
    }
}
