package io.riffle.config;

/** Which Kafka a pipeline reads and writes, by which topics, and how much at once. */
public record StreamConfig(KafkaConfig kafka, TopicsConfig topics, BatchConfig batch) {}
