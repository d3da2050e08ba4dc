package io.riffle.watch.window;

import java.util.OptionalInt;

/**
 * How long no part of any window of one kind has come. After a restart it is counted anew: how long nobody listened is not how
 * long nobody spoke.
 */
final class Silence {
    private WindowKey newest;
    private long heardAt;
    private int told;

    Silence(WindowKey newest, long heardAt) {
        this.newest = newest;
        this.heardAt = heardAt;
    }

    /** A part has come. */
    void heard(WindowKey key, long now) {
        newest = key.start() >= newest.start() ? key : newest;
        heardAt = now;
        told = 0;
    }

    WindowKey newest() {
        return newest;
    }

    /**
     * How many windows are over without a part, where they are more than at the last call.
     *
     * @param patience milliseconds that the parts of a window may take
     */
    OptionalInt missing(long now, long patience) {
        int missing = (int) Math.min(Integer.MAX_VALUE, (now - heardAt - patience) / newest.size());
        if (missing <= told) {
            return OptionalInt.empty();
        }
        told = missing;
        return OptionalInt.of(missing);
    }
}
