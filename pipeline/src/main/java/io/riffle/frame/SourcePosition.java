package io.riffle.frame;

/**
 * Where an input event stood: what outputs and dead letters refer to.
 *
 * @param element of the array that its record held, from 0; {@link #WHOLE} if the record was the event
 */
public record SourcePosition(String topic, int partition, long offset, int element) {
    public static final int WHOLE = -1;

    /** The position of a record that is one event. */
    public SourcePosition(String topic, int partition, long offset) {
        this(topic, partition, offset, WHOLE);
    }

    /** Whether the record held an array, of which this is one element. */
    public boolean isElement() {
        return element >= 0;
    }

    /** The position as a text of its own, for example {@code payments-3-417}, or {@code payments-3-417-0}. */
    public String name() {
        String record = topic + "-" + partition + "-" + offset;
        return isElement() ? record + "-" + element : record;
    }

    /** The position of one element of this record's array. */
    public SourcePosition withElement(int index) {
        return new SourcePosition(topic, partition, offset, index);
    }
}
