package io.riffle.image;

/**
 * Which line of the stored pixels is a row of the upright image, and in which direction it runs.
 *
 * @param value 1 to 8, as EXIF numbers them
 */
record Orientation(int value) {
    /** Whether rows of the upright image are columns of the stored one. */
    boolean isTurned() {
        return value >= 5;
    }

    /** Whether a line is read from its end. */
    boolean isReversed() {
        return value == 2 || value == 3 || value == 6 || value == 7;
    }

    /** The stored line that is the upright image's row, of so many rows. */
    int line(int row, int rows) {
        boolean fromTheEnd = value == 3 || value == 4 || value == 7 || value == 8;
        return fromTheEnd ? rows - 1 - row : row;
    }
}
