package io.riffle.watch.window;

/** The window that others are compared with if nothing else says what is usual, as far as all partitions counted it. */
public record FirstWindow<C>(WindowKey key, C counts) {}
