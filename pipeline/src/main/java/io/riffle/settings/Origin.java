package io.riffle.settings;

import java.nio.file.Path;

/** Where a value comes from; {@code line} is 0 if a line makes no sense. */
public record Origin(Kind kind, String name, int line) {
    public static final Origin DEFAULT = new Origin(Kind.DEFAULT, "default", 0);
    public static final Origin COMMAND_LINE = new Origin(Kind.COMMAND_LINE, "--set", 0);

    public enum Kind {
        COMMAND_LINE,
        ENVIRONMENT,
        FILE,
        DEFAULT
    }

    public static Origin environment(String variable) {
        return new Origin(Kind.ENVIRONMENT, variable, 0);
    }

    public static Origin file(Path file, int line) {
        return new Origin(Kind.FILE, file.toString(), line);
    }

    /** For example {@code config/card-fraud.yaml:12}, {@code RIFFLE_HTTP_PORT}, {@code --set} or {@code default}. */
    @Override
    public String toString() {
        return line > 0 ? name + ":" + line : name;
    }
}
