package io.riffle.feature;

/** Element types of model inputs and outputs, with the datatype names of the Open Inference Protocol V2. */
public enum TensorType {
    FLOAT32("FP32", 4),
    FLOAT64("FP64", 8),
    INT64("INT64", 8),
    INT32("INT32", 4),
    UINT8("UINT8", 1),
    BOOL("BOOL", 1),
    STRING("BYTES", 0);

    private final String protocolName;
    private final int bytes;

    TensorType(String protocolName, int bytes) {
        this.protocolName = protocolName;
        this.bytes = bytes;
    }

    /** The datatype in prediction records, for example {@code FP32}. */
    public String protocolName() {
        return protocolName;
    }

    /** Bytes of one element; 0 for strings, which have no fixed size. */
    public int bytes() {
        return bytes;
    }
}
