package io.riffle.watch.window;

/**
 * Where rows of a partition are counted: events that are refused before they are partitioned by entity meet the partition's
 * others again only in the sum of a window.
 */
public enum CountingPlace {
    /** Where rows are scored. */
    FIRST,
    /** Where events are refused before that; often there is nothing to count. */
    SECOND;

    /** What tells the parts of a window apart: the partition's number, its bitwise complement in the second place. */
    int source(int partition) {
        return this == FIRST ? partition : ~partition;
    }

    static CountingPlace ofSource(int source) {
        return source < 0 ? SECOND : FIRST;
    }

    static int partition(int source) {
        return ofSource(source).source(source);
    }
}
