package io.riffle.config;

/**
 * What is the usual number of events of an hour.
 *
 * @param days how many days back the same windows are looked at; from three weeks on weekdays are told apart
 * @param minDays fewer of them, and nothing is said
 * @param minChange change relative to the usual number before it matters
 */
public record VolumeConfig(int days, int minDays, double minChange) {}
