package io.riffle.enrichment;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The profile of one entity as stored: for each declared field its value, or nothing. In arrays, because a hundred
 * thousand of them are remembered: as an object per value they take three times the memory.
 */
public class EntityProfile {
    /** NaN where the field is a text or nothing is stored. */
    private final double[] numbers;

    private final @Nullable String @Nullable [] texts;
    /** Null if no value says when it became true. */
    private final long @Nullable [] eventTimes;

    /** @param values for each declared field its value, or null if it is not there */
    public EntityProfile(List<? extends @Nullable ProfileValue> values) {
        int fields = values.size();
        double[] numbers = new double[fields];
        String[] texts = null;
        long[] eventTimes = null;
        for (int field = 0; field < fields; field++) {
            ProfileValue value = values.get(field);
            numbers[field] = value == null ? Double.NaN : value.number();
            if (value == null) {
                continue;
            }
            if (Double.isNaN(value.number())) {
                texts = texts == null ? new String[fields] : texts;
                texts[field] = value.text();
            }
            if (value.eventTime() != ProfileValue.UNKNOWN_TIME) {
                eventTimes = eventTimes == null ? unknown(fields) : eventTimes;
                eventTimes[field] = value.eventTime();
            }
        }
        this.numbers = numbers;
        this.texts = texts;
        this.eventTimes = eventTimes;
    }

    private static long[] unknown(int fields) {
        long[] times = new long[fields];
        Arrays.fill(times, ProfileValue.UNKNOWN_TIME);
        return times;
    }

    /** The profile of an entity of which nothing is stored. */
    public static EntityProfile empty(int fields) {
        return new EntityProfile(Collections.nCopies(fields, null));
    }

    /** The profile of an entity under whose key something else is stored than was declared. */
    public static EntityProfile unreadable(int fields) {
        return new Unreadable(fields);
    }

    /** Whether something else is stored than was declared. */
    public boolean isUnreadable() {
        return false;
    }

    boolean has(int field) {
        return !Double.isNaN(numbers[field]) || text(field) != null;
    }

    /** A number, integer or boolean (0 or 1); NaN if the field is a text or nothing is stored. */
    double number(int field) {
        return numbers[field];
    }

    /** A category or text; null if the field is a number or nothing is stored. */
    @Nullable
    String text(int field) {
        return texts == null ? null : texts[field];
    }

    /** When the value became true, milliseconds since the epoch, or {@link ProfileValue#UNKNOWN_TIME}. */
    long eventTime(int field) {
        return eventTimes == null ? ProfileValue.UNKNOWN_TIME : eventTimes[field];
    }

    /** For each declared field its value, or null if it is not there. */
    public List<@Nullable ProfileValue> values() {
        return IntStream.range(0, numbers.length).mapToObj(this::value).toList();
    }

    private @Nullable ProfileValue value(int field) {
        String text = text(field);
        if (text != null) {
            return ProfileValue.ofText(text, eventTime(field));
        }
        return has(field) ? ProfileValue.ofNumber(numbers[field], eventTime(field)) : null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityProfile profile
                && isUnreadable() == profile.isUnreadable()
                && values().equals(profile.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return values().toString();
    }

    /** A class and not a flag, which each of the many others would have to carry. */
    private static final class Unreadable extends EntityProfile {
        Unreadable(int fields) {
            super(Collections.nCopies(fields, null));
        }

        @Override
        public boolean isUnreadable() {
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unreadable && super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }

        @Override
        public String toString() {
            return "unreadable";
        }
    }
}
