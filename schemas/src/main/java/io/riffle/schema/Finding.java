package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What was found of one subject in one window.
 *
 * @param severity {@link Severity#NONE} if nothing is wrong, or if whoever watches has no opinion
 * @param value an effect, a share from 0 to 1, a metric, milliseconds
 * @param threshold what it was held against
 * @param text one line for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Finding(Severity severity, double value, double threshold, String text) {}
