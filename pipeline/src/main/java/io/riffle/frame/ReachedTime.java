package io.riffle.frame;

/** Tells a child how far event time has come in its partition, without the events that brought it there. */
public record ReachedTime(long eventTime) {}
