package io.riffle.expression.jexl;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a formula can call. Public with public methods because the engine calls them by reflection; a missing number is
 * NaN and stays so, a missing text is null.
 */
public final class Functions {
    Functions() {}

    public double abs(Number value) {
        return Math.abs(value.doubleValue());
    }

    public double ceil(Number value) {
        return Math.ceil(value.doubleValue());
    }

    /** The value, but not below the second nor above the third. */
    public double clamp(Number value, Number least, Number greatest) {
        return Math.min(Math.max(value.doubleValue(), least.doubleValue()), greatest.doubleValue());
    }

    public boolean contains(@Nullable String text, String part) {
        return text != null && text.contains(part);
    }

    public double exp(Number value) {
        return Math.exp(value.doubleValue());
    }

    public double floor(Number value) {
        return Math.floor(value.doubleValue());
    }

    /** The first value or, if it is missing, the second. */
    public double if_missing(Number value, Number otherwise) {
        return Double.isNaN(value.doubleValue()) ? otherwise.doubleValue() : value.doubleValue();
    }

    public String if_missing(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    public boolean is_missing(@Nullable Object value) {
        return value == null || (value instanceof Double number && number.isNaN());
    }

    /** Characters; 0 for a missing text. */
    public double length(@Nullable String text) {
        return text == null ? 0 : text.codePointCount(0, text.length());
    }

    /** The natural logarithm; NaN below 0. */
    public double log(Number value) {
        return Math.log(value.doubleValue());
    }

    public double log1p(Number value) {
        return Math.log1p(value.doubleValue());
    }

    public @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    public double max(Number one, Number other) {
        return Math.max(one.doubleValue(), other.doubleValue());
    }

    public double min(Number one, Number other) {
        return Math.min(one.doubleValue(), other.doubleValue());
    }

    public double pow(Number value, Number exponent) {
        return Math.pow(value.doubleValue(), exponent.doubleValue());
    }

    /** To the nearest whole number, ties to the even one. */
    public double round(Number value) {
        return Math.rint(value.doubleValue());
    }

    public double sign(Number value) {
        return Math.signum(value.doubleValue());
    }

    public double sqrt(Number value) {
        return Math.sqrt(value.doubleValue());
    }

    public boolean starts_with(@Nullable String text, String start) {
        return text != null && text.startsWith(start);
    }
}
