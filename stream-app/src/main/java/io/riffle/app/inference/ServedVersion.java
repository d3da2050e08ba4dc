package io.riffle.app.inference;

/** A version that answers requests. */
public record ServedVersion(String model, String version) {
    /** What the protocol's index of models says of one that answers. */
    public static final String STATE = "READY";
}
