package io.riffle.app.process;

/** What the process ends with; scripts and orchestrators rely on these. */
public enum ExitCode {
    OK(0),
    /** A check failed, or the pipeline stopped because of the broker, its state or a bug. */
    FAILED(1),
    /** The command line or the configuration is wrong; nothing was started. */
    USAGE(2);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }
}
