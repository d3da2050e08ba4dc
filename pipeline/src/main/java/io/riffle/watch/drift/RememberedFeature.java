package io.riffle.watch.drift;

/**
 * What later windows want to know of a feature in this one.
 *
 * @param name hash of the feature's name
 * @param noise the variance that rows have within the window, in units of what one independent row has
 * @param differences of the shares of coarse bins from the reference's
 */
record RememberedFeature(int name, boolean alarmed, float noise, float[] differences) {}
