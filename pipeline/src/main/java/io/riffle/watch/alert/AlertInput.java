package io.riffle.watch.alert;

/** What the signals topic carries. */
public sealed interface AlertInput permits AlertSignal, Mute {
    /** The record's key. */
    String key();
}
