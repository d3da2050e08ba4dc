package io.riffle.demo.train;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers that people may want to read in a file. */
final class Rounded {
    private Rounded() {}

    /** To this many significant digits. */
    static double of(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }
}
