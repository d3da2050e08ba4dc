package io.riffle.app.dashboard;

import org.jspecify.annotations.Nullable;

/** JSON has no word for what is no number. */
final class Numbers {
    private Numbers() {}

    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
