package io.riffle.watch.drift;

/**
 * A feature whose bins follow from its first window.
 *
 * @param column in the table, or {@link CountedFeature#SCORE}
 * @param index among the numbers, or among the categories
 */
record UnbinnedFeature(String name, int column, boolean number, int index) {}
