package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.riffle.feature.TensorType;
import io.riffle.frame.OutputColumn;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.output.OutputValues;
import io.riffle.settings.ShownText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task's memory for one model output. */
final class BoundOutput implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OutputBinding binding;
    private final OutputValues<?> values;
    private final int fixedRows;
    private ByteBuffer memory = NativeMemory.allocate(0);
    private @Nullable OnnxTensor pinned;
    private int pinnedRows;
    private int capacity;
    private int width;

    /** @param fixedRows how many rows each run answers; 0 where it answers as many as there are */
    BoundOutput(OrtEnvironment environment, OutputBinding binding, int fixedRows) {
        this.fixedRows = fixedRows;
        this.environment = environment;
        this.binding = binding;
        values = OutputValues.of(binding.type());
        width = binding.width();
    }

    String name() {
        return binding.name();
    }

    OutputValues<?> values() {
        return values;
    }

    /** Values per row; where the model does not declare it, what the first run of this frame gave. */
    int width() {
        return width;
    }

    OutputColumn column() {
        return new OutputColumn(binding.name(), binding.type(), Math.max(0, width), values.array());
    }

    /** Makes room for the rows of a frame. */
    void reserve(int rows) {
        capacity = rows;
        width = binding.width();
        if (width > 0) {
            values.reserve(rows * width);
        }
    }

    /** The memory that the runtime shall write a run of so many rows to, or null where it must allocate its own. */
    @Nullable
    OnnxTensor pin(int wanted) throws OrtException {
        int rows = answered(wanted);
        if (!binding.isPinnable(rows)) {
            return null;
        }
        if (pinned != null && pinnedRows == rows) {
            return pinned;
        }
        close();
        int bytes = NativeMemory.bytes(rows, width, binding.type());
        memory = NativeMemory.atLeast(memory, bytes);
        pinned = NativeMemory.tensor(environment, memory, bytes, binding.type(), binding.shape(rows));
        pinnedRows = rows;
        return pinned;
    }

    /** Takes over what a run wrote to the pinned memory. */
    void readPinned(int at, int rows) {
        memory.clear();
        values.take(memory, at * width, rows * width);
    }

    /** Takes over what a run answered as the rows from {@code at} on. */
    void read(OnnxValue answer, int at, int rows) throws OrtException, RunFailure {
        if (answer instanceof OnnxSequence sequence) {
            readMaps(sequence, at, rows);
        } else if (answer instanceof OnnxTensor tensor) {
            readTensor(tensor, at, rows);
        } else {
            throw failure("must be a tensor or a sequence of maps: was " + answer.getType());
        }
    }

    private void readTensor(OnnxTensor tensor, int at, int rows) throws OrtException, RunFailure {
        TensorInfo info = tensor.getInfo();
        long[] shape = info.getShape();
        checkRows(shape.length == 0 ? 0 : shape[0], answered(rows));
        widen(Math.toIntExact(info.getNumElements() / answered(rows)));
        if (binding.type() == TensorType.STRING) {
            String[] texts = texts(tensor.getValue(), answered(rows) * width);
            values.take(Arrays.copyOf(texts, rows * width), at * width);
        } else {
            values.take(tensor.getByteBuffer(), at * width, rows * width);
        }
    }

    private void widen(int found) throws RunFailure {
        if (width == OutputBinding.UNKNOWN) {
            width = found;
            values.reserve(capacity * found);
        }
        if (width != found) {
            throw failure("must have " + width + " values per row: has " + found);
        }
    }

    /** Strings come as arrays nested like the shape; a width of one is flat or not. */
    private static String[] texts(Object nested, int count) {
        String[] flat = new String[count];
        flatten(nested, flat, 0);
        return flat;
    }

    private static int flatten(Object nested, String[] flat, int from) {
        int at = from;
        if (nested instanceof Object[] elements && !(nested instanceof String[])) {
            for (Object element : elements) {
                at = flatten(element, flat, at);
            }
        } else if (nested instanceof String[] strings) {
            System.arraycopy(strings, 0, flat, at, strings.length);
            at += strings.length;
        }
        return at;
    }

    private void readMaps(OnnxSequence sequence, int at, int rows) throws OrtException, RunFailure {
        List<? extends OnnxValue> maps = sequence.getValue();
        try {
            checkRows(maps.size(), answered(rows));
            ByteBuffer target =
                    ByteBuffer.allocate(rows * width * binding.type().bytes()).order(memory.order());
            for (OnnxValue map : maps.subList(0, rows)) {
                readMap(((OnnxMap) map).getValue(), target);
            }
            values.take(target.flip(), at * width, rows * width);
        } finally {
            OnnxValue.close(maps);
        }
    }

    private void readMap(Map<?, ?> map, ByteBuffer target) throws RunFailure {
        for (Object key : binding.mapKeys()) {
            if (!(map.get(key) instanceof Number number)) {
                throw failure("must have a value for the label '" + key + "': has " + map.keySet());
            }
            switch (binding.type()) {
                case FLOAT32 -> target.putFloat(number.floatValue());
                case FLOAT64 -> target.putDouble(number.doubleValue());
                case INT64 -> target.putLong(number.longValue());
                default -> throw failure("must be maps to float, double or int64");
            }
        }
    }

    /** A model with a fixed batch answers rows that nobody asked for, behind those that somebody did. */
    private int answered(int rows) {
        return fixedRows == 0 ? rows : fixedRows;
    }

    private void checkRows(long found, int expected) throws RunFailure {
        if (found != expected) {
            throw failure("must have a row for each of " + expected + " events: has " + found);
        }
    }

    private RunFailure failure(String text) {
        return new RunFailure(DeadLetterReason.MODEL_ERROR, "output '" + ShownText.cut(name()) + "' " + text);
    }

    @Override
    public void close() {
        if (pinned != null) {
            pinned.close();
        }
        pinned = null;
    }
}
