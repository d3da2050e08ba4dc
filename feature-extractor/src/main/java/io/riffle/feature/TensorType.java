package io.riffle.feature;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Element types of model inputs and outputs, with the datatype names of the Open Inference Protocol V2. */
public enum TensorType {
    FLOAT16("FP16", 2),
    FLOAT32("FP32", 4),
    FLOAT64("FP64", 8),
    INT64("INT64", 8),
    INT32("INT32", 4),
    UINT8("UINT8", 1),
    BOOL("BOOL", 1),
    STRING("BYTES", 0);

    private final String protocolName;
    private final int bytes;
    private final String label = name().toLowerCase(Locale.ROOT);

    TensorType(String protocolName, int bytes) {
        this.protocolName = protocolName;
        this.bytes = bytes;
    }

    /** The name in manifests and messages, for example {@code float32}. */
    public String label() {
        return label;
    }

    /** All that there are, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(TensorType::label).collect(Collectors.joining(", "));
    }

    /** The datatype in prediction records, for example {@code FP32}. */
    public String protocolName() {
        return protocolName;
    }

    /**
     * Whether a tensor of this type can hold the number: floating-point types hold every number (rounded, NaN for a
     * missing one), whole-number types those without a fraction within their range, BOOL 0 and 1, STRING none.
     */
    public boolean holds(double value) {
        return switch (this) {
            case FLOAT16, FLOAT32, FLOAT64 -> true;
            case INT64 -> value == Math.rint(value) && value >= Long.MIN_VALUE && value < 0x1p63;
            case INT32 -> value == (int) value;
            case UINT8 -> value == (int) value && value >= 0 && value <= 255;
            case BOOL -> value == 0 || value == 1;
            case STRING -> false;
        };
    }

    /** What {@link #holds} asks for, in words. */
    String rule() {
        return switch (this) {
            case FLOAT16, FLOAT32, FLOAT64 -> "a number";
            case INT64 -> "a whole number of 64 bits";
            case INT32 -> "a whole number of 32 bits";
            case UINT8 -> "a whole number from 0 to 255";
            case BOOL -> "0 or 1";
            case STRING -> "a text";
        };
    }

    /** Bytes of one element; 0 for strings, which have no fixed size. */
    public int bytes() {
        return bytes;
    }
}
