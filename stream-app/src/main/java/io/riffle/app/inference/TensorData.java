package io.riffle.app.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.riffle.app.http.RequestException;
import io.riffle.feature.TensorType;
import io.riffle.scoring.Tensor;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * The values of tensors as JSON: flat and row by row, or nested as the shape. {@code null} stands for NaN, which JSON does
 * not have; it is written for the infinities too.
 */
final class TensorData {
    private static final double EXACT = 0x1p53;

    private TensorData() {}

    static Tensor of(String name, TensorType type, List<Long> shape, JsonNode data) {
        if (!data.isArray()) {
            throw RequestException.bad(
                    "input '" + name + "' must have its values in 'data', a list: was " + kind(data));
        }
        List<JsonNode> values = new ArrayList<>();
        flatten(data, values);
        check(name, shape, values.size());
        checkNesting(name, shape, data);
        return new Tensor(name, type, shape, array(name, type, values));
    }

    /** Values that come as bytes. */
    static Tensor of(String name, TensorType type, List<Long> shape, ByteBuffer raw) {
        try {
            Object values = RawValues.values(type, raw);
            check(name, shape, Array.getLength(values));
            return new Tensor(name, type, shape, values);
        } catch (IllegalArgumentException wrong) {
            throw RequestException.bad("input '" + name + "' " + wrong.getMessage());
        }
    }

    private static void check(String name, List<Long> shape, int found) {
        long expected = count(name, shape);
        if (found != expected) {
            throw RequestException.bad(
                    "input '" + name + "' must have " + expected + " values for the shape " + shape + ": has " + found);
        }
    }

    private static long count(String name, List<Long> shape) {
        try {
            return Tensor.count(shape);
        } catch (ArithmeticException tooMany) {
            throw RequestException.bad("input '" + name + "' must have a shape that values can fill: was " + shape);
        }
    }

    private static void flatten(JsonNode data, List<JsonNode> values) {
        for (JsonNode each : data) {
            if (each.isArray()) {
                flatten(each, values);
            } else {
                values.add(each);
            }
        }
    }

    /** Lists of other lengths than the shape has would give values to rows that they were not meant for. */
    private static void checkNesting(String name, List<Long> shape, JsonNode data) {
        boolean flat = StreamSupport.stream(data.spliterator(), false).noneMatch(JsonNode::isArray);
        if (!flat && !isNested(shape, data)) {
            throw RequestException.bad(
                    "input '" + name + "' must have its 'data' flat or nested as the shape " + shape + ": is neither");
        }
    }

    private static boolean isNested(List<Long> shape, JsonNode data) {
        if (shape.isEmpty() || !data.isArray()) {
            return shape.isEmpty() && !data.isArray();
        }
        if (data.size() != shape.get(0)) {
            return false;
        }
        List<Long> inner = shape.subList(1, shape.size());
        for (JsonNode each : data) {
            if (!isNested(inner, each)) {
                return false;
            }
        }
        return true;
    }

    private static Object array(String name, TensorType type, List<JsonNode> values) {
        int size = values.size();
        Object array = TensorArrays.make(type, size);
        for (int i = 0; i < size; i++) {
            JsonNode value = values.get(i);
            if (!put(array, type, i, value)) {
                throw RequestException.bad("input '" + name + "' must have values of the datatype "
                        + type.protocolName() + ": value " + i + " is " + shown(value));
            }
        }
        return array;
    }

    private static boolean put(Object array, TensorType type, int index, JsonNode value) {
        switch (type) {
            case STRING -> {
                return value.isTextual() && TensorArrays.text(array, index, value.textValue());
            }
            case BOOL -> {
                boolean truth = value.isBoolean() ? value.booleanValue() : value.doubleValue() == 1;
                boolean possible = value.isBoolean() || (value.isNumber() && type.holds(value.doubleValue()));
                return possible && TensorArrays.truth(array, index, truth);
            }
            case INT64, INT32, UINT8 -> {
                return isWhole(value) && TensorArrays.whole(array, type, index, value.longValue());
            }
            case FLOAT16, FLOAT32, FLOAT64 -> {
                boolean number = (value.isNumber() && !isTooLarge(value)) || value.isNull();
                return number
                        && TensorArrays.real(array, type, index, value.isNull() ? Double.NaN : value.doubleValue());
            }
        }
        return false;
    }

    /** With a point too, as {@code 1.0}, while no digit can have been lost on the way. */
    private static boolean isWhole(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong();
        }
        double number = value.doubleValue();
        return value.isNumber() && number == Math.rint(number) && Math.abs(number) <= EXACT;
    }

    /** So many digits before the point that they would be taken for an infinity. */
    private static boolean isTooLarge(JsonNode value) {
        return value.isBigInteger() && Double.isInfinite(value.doubleValue());
    }

    static void write(Tensor tensor, ArrayNode data) {
        int count = tensor.rows() * tensor.width();
        for (int i = 0; i < count; i++) {
            switch (tensor.type()) {
                case FLOAT16, FLOAT32 -> real(((float[]) tensor.values())[i], data);
                case FLOAT64 -> real(((double[]) tensor.values())[i], data);
                case INT64 -> data.add(((long[]) tensor.values())[i]);
                case INT32, UINT8 -> data.add(((int[]) tensor.values())[i]);
                case BOOL -> data.add(((boolean[]) tensor.values())[i]);
                case STRING -> data.add(((String[]) tensor.values())[i]);
            }
        }
    }

    private static void real(float value, ArrayNode data) {
        if (Float.isFinite(value)) {
            data.add(value);
        } else {
            data.addNull();
        }
    }

    private static void real(double value, ArrayNode data) {
        if (Double.isFinite(value)) {
            data.add(value);
        } else {
            data.addNull();
        }
    }

    /** What a node is, for messages. */
    static String kind(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
