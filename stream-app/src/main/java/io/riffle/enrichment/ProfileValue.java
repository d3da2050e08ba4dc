package io.riffle.enrichment;

/**
 * A stored profile value.
 *
 * @param text the value as stored
 * @param number the same as a number, NaN where the field is a text
 * @param eventTime when the value became true, milliseconds since the epoch; {@link #UNKNOWN_TIME} where not stored
 */
public record ProfileValue(String text, double number, long eventTime) {
    public static final long UNKNOWN_TIME = Long.MIN_VALUE;
}
