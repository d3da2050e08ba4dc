package io.riffle.app.http;

/** What the running application knows about itself; asked for every request, from several threads. */
public interface HealthSource {
    /** Whether the process works. Rebalancing and restoring are work; only what a restart would cure is not. */
    Health live();

    /** Whether predictions are made: running, model loaded, topics there. A missing Redis degrades, it does not stop. */
    Health ready();

    /** Whether starting has come to an end. */
    Health started();
}
