package io.riffle.onnx;

/** Element types of tensors, as far as models are written with them. */
public enum ElementType {
    FLOAT32(1),
    INT32(6),
    INT64(7),
    STRING(8),
    BOOL(9),
    FLOAT64(11);

    private final int code;

    ElementType(int code) {
        this.code = code;
    }

    /** The number by which ONNX knows it, also the value of a Cast's attribute {@code to}. */
    public int code() {
        return code;
    }
}
