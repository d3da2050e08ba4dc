package io.riffle.app.learning;

/**
 * An event as the learner is asked about it.
 *
 * @param line of its file, from 0
 * @param inputs NaN is missing
 * @param champion its answer; empty without a champion
 */
public record AskedEvent(long line, String id, String entity, long time, double[] inputs, double[] champion) {}
