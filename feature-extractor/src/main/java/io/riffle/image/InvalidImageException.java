package io.riffle.image;

/** Bytes are no image that can be used. The message says what must hold and what was found; there is no stack trace. */
public final class InvalidImageException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean tooLarge;

    private InvalidImageException(String message, boolean tooLarge) {
        super(message, null, false, false);
        this.tooLarge = tooLarge;
    }

    static InvalidImageException of(String message) {
        return new InvalidImageException(message, false);
    }

    static InvalidImageException tooLarge(String message) {
        return new InvalidImageException(message, true);
    }

    /** Whether the image is refused for its declared size, before anything of it was decoded. */
    public boolean isTooLarge() {
        return tooLarge;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
