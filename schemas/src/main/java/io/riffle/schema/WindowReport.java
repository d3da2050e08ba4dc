package io.riffle.schema;

/** What was found in one window of event time; a later revision takes the place of an earlier one. */
public interface WindowReport {
    /** Start of the window, milliseconds since the epoch. */
    long fromMs();

    /** Its end, exclusive. */
    long toMs();

    /** 1, and more if late partitions changed an earlier report of the same window. */
    int revision();
}
