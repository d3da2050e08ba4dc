package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.feature.FeatureType;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;

/** How a JSON value becomes a number of one declared type. Text is never a number, whatever it says. */
@FunctionalInterface
public interface NumberSyntax {
    /** Beyond this a double has no room for a fraction, so 1e300 says nothing about being whole. */
    double LARGEST_EXACT = 0x1p53;

    double parse(JsonParser parser, String path) throws IOException, RefusedException;

    static NumberSyntax of(FeatureType type) {
        return switch (type) {
            case NUMBER -> NumberSyntax::number;
            case INTEGER -> NumberSyntax::integer;
            case BOOLEAN -> NumberSyntax::truth;
            case CATEGORY, TEXT, IMAGE ->
                throw new IllegalArgumentException("a number must not be declared as " + type);
        };
    }

    private static double number(JsonParser parser, String path) throws IOException, RefusedException {
        if (!parser.currentToken().isNumeric()) {
            throw wrongType(parser, path, "a number");
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw ScalarText.isFinite(parser)
                    ? outOfRange(parser, path, "fit into 64-bit floating point")
                    : wrongType(parser, path, "a number");
        }
        return value;
    }

    private static double integer(JsonParser parser, String path) throws IOException, RefusedException {
        return (double) wholeNumber(parser, path);
    }

    /** A 64-bit integer; {@code 3.0} is one (as in JSON Schema, some producers only know floats), {@code 3.5} is not. */
    static long wholeNumber(JsonParser parser, String path) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw outOfRange(parser, path, "fit into 64 bits");
            }
            return parser.getLongValue();
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT || !ScalarText.isFinite(parser)) {
            throw wrongType(parser, path, "an integer");
        }
        double value = parser.getDoubleValue();
        if (value != Math.rint(value)) {
            throw wrongType(parser, path, "an integer");
        }
        if (Math.abs(value) > LARGEST_EXACT) {
            throw outOfRange(parser, path, "be exact: at most 2^53 when written with a fraction or exponent");
        }
        return (long) value;
    }

    private static double truth(JsonParser parser, String path) throws IOException, RefusedException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_NUMBER_INT -> zeroOrOne(parser, path);
            default -> throw noTruth(parser, path);
        };
    }

    private static double zeroOrOne(JsonParser parser, String path) throws IOException, RefusedException {
        double value = parser.getDoubleValue();
        if (value != 0 && value != 1) {
            throw noTruth(parser, path);
        }
        return value;
    }

    private static RefusedException noTruth(JsonParser parser, String path) throws IOException {
        return new RefusedException(
                DeadLetterReason.WRONG_TYPE,
                path + " must be true, false, 0 or 1: was " + Found.value(parser) + TypeAdvice.TRUTH.about(parser));
    }

    private static RefusedException wrongType(JsonParser parser, String path, String expected) throws IOException {
        return new RefusedException(
                DeadLetterReason.WRONG_TYPE,
                path + " must be " + expected + ": was " + Found.value(parser) + TypeAdvice.NUMBER.about(parser));
    }

    private static RefusedException outOfRange(JsonParser parser, String path, String expected) throws IOException {
        return new RefusedException(
                DeadLetterReason.OUT_OF_RANGE, path + " must " + expected + ": was " + Found.value(parser));
    }
}
