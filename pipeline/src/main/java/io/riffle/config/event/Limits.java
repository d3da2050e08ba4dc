package io.riffle.config.event;

import java.util.OptionalDouble;

/** The smallest and the largest value that a number may have; each may be open. */
public record Limits(OptionalDouble min, OptionalDouble max) {
    /** Any number. */
    public static final Limits NONE = new Limits(OptionalDouble.empty(), OptionalDouble.empty());

    public static Limits between(double min, double max) {
        return new Limits(OptionalDouble.of(min), OptionalDouble.of(max));
    }

    public static Limits atMost(double max) {
        return new Limits(OptionalDouble.empty(), OptionalDouble.of(max));
    }
}
