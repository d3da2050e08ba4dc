package io.riffle.config;

/** Topic names; partitions and replication are used by {@code riffle topics create} only. */
public record TopicsConfig(
        String events, String predictions, String alerts, String deadLetters, int partitions, int replication) {}
