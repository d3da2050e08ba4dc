package io.riffle.app.process;

/** Which release this is. */
public final class RiffleVersion {
    public static final String NUMBER = "0.1.0";

    private RiffleVersion() {}
}
