package io.riffle.frame;

/** Where an input record stood: what outputs and dead letters refer to. */
public record SourcePosition(String topic, int partition, long offset) {}
