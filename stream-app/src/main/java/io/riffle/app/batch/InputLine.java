package io.riffle.app.batch;

/**
 * One line of an input file.
 *
 * @param number counts from 0
 * @param timestamp milliseconds since the epoch; negative where the line has none but that of its event
 */
record InputLine(long number, byte[] event, long timestamp) {}
