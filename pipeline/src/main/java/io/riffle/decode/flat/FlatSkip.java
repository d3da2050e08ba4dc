package io.riffle.decode.flat;

/** Passes over a value that nobody reads, as far as it is written plainly. */
record FlatSkip(FlatNumber number) {
    /** Values that are nested deeper are left to the complete reader, which counts levels from the top. */
    private static final int MOST_LEVELS = 8;

    boolean value(FlatInput input) {
        return value(input, 0);
    }

    private boolean value(FlatInput input, int level) {
        return switch (input.peek()) {
            case '"' -> input.takeText();
            case 't' -> input.takeTrue();
            case 'f' -> input.takeFalse();
            case 'n' -> input.takeNull();
            case '{' -> level < MOST_LEVELS && object(input, level + 1);
            case '[' -> level < MOST_LEVELS && array(input, level + 1);
            default -> number.take(input);
        };
    }

    private boolean object(FlatInput input, int level) {
        if (!input.take('{')) {
            return false;
        }
        input.skipSpace();
        if (input.take('}')) {
            return true;
        }
        do {
            input.skipSpace();
            if (!input.takeText()) {
                return false;
            }
            input.skipSpace();
            if (!input.take(':')) {
                return false;
            }
            input.skipSpace();
            if (!value(input, level)) {
                return false;
            }
            input.skipSpace();
        } while (input.take(','));
        return input.take('}');
    }

    private boolean array(FlatInput input, int level) {
        if (!input.take('[')) {
            return false;
        }
        input.skipSpace();
        if (input.take(']')) {
            return true;
        }
        do {
            input.skipSpace();
            if (!value(input, level)) {
                return false;
            }
            input.skipSpace();
        } while (input.take(','));
        return input.take(']');
    }
}
