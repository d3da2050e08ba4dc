package io.riffle.enrichment;

/**
 * A stored profile value.
 *
 * @param text the value of a category or text field, empty if the field is a number
 * @param number the value of a number, integer or boolean (0 or 1) field, NaN if the field is a text
 * @param eventTime when the value became true, milliseconds since the epoch; {@link #UNKNOWN_TIME} where not stored
 */
public record ProfileValue(String text, double number, long eventTime) {
    public static final long UNKNOWN_TIME = Long.MIN_VALUE;

    public static ProfileValue ofNumber(double number, long eventTime) {
        return new ProfileValue("", number, eventTime);
    }

    public static ProfileValue ofText(String text, long eventTime) {
        return new ProfileValue(text, Double.NaN, eventTime);
    }
}
