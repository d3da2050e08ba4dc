package io.riffle.routing;

import io.riffle.feature.TensorType;
import io.riffle.frame.OutputColumn;

/** One published model output, with its constant part encoded once. */
final class OutputText {
    private final String name;
    private final TensorType type;
    private final int width;
    private final byte[] head;
    private final byte[] data;

    OutputText(OutputColumn column, boolean first) {
        name = column.name();
        type = column.type();
        width = column.width();
        head = new Fragment()
                .raw(first ? "{\"name\":" : ",{\"name\":")
                .string(name)
                .raw(",\"shape\":[1,")
                .bytes();
        data = new Fragment()
                .raw("],\"datatype\":")
                .string(type.protocolName())
                .raw(",\"data\":[")
                .bytes();
    }

    boolean fits(OutputColumn column) {
        return type == column.type() && width == column.width() && name.equals(column.name());
    }

    void write(OutputColumn column, int row, JsonBuffer json) {
        int used = column.used(row);
        json.raw(head);
        json.number((long) used);
        json.raw(data);
        int start = row * width;
        for (int i = start; i < start + used; i++) {
            if (i > start) {
                json.raw(',');
            }
            value(column.values(), i, json);
        }
        json.raw(']').raw('}');
    }

    private void value(Object values, int index, JsonBuffer json) {
        switch (type) {
            case FLOAT16, FLOAT32 -> json.number(((float[]) values)[index]);
            case FLOAT64 -> json.number(((double[]) values)[index]);
            case INT64 -> json.number(((long[]) values)[index]);
            case INT32, UINT8 -> json.number((long) ((int[]) values)[index]);
            case BOOL -> json.truth(((boolean[]) values)[index]);
            case STRING -> json.string(((String[]) values)[index]);
        }
    }
}
