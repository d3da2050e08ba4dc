package io.riffle.model.canary;

import org.jspecify.annotations.Nullable;

/**
 * What a version said about one row.
 *
 * @param label the class that it chose; null where the score is all there is
 */
public record Answer(double score, @Nullable String label) {}
