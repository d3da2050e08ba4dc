package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.riffle.feature.TensorType;
import io.riffle.scoring.output.OutputBinding;
import io.riffle.scoring.output.OutputRows;
import io.riffle.scoring.output.RunFailure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task's memory for one model output. */
final class BoundOutput implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OutputBinding binding;
    private final OutputRows rows;
    private ByteBuffer memory = NativeMemory.allocate(0);
    private @Nullable OnnxTensor pinned;
    private int pinnedRows;

    BoundOutput(OrtEnvironment environment, OutputRows rows) {
        this.environment = environment;
        this.rows = rows;
        binding = rows.binding();
    }

    String name() {
        return binding.name();
    }

    OutputRows rows() {
        return rows;
    }

    /** The memory that the runtime shall write a run of so many rows to, or null if it must allocate its own. */
    @Nullable
    OnnxTensor pin(int wanted) throws OrtException {
        int answered = rows.answered(wanted);
        if (!binding.isPinnable(answered)) {
            return null;
        }
        if (pinned != null && pinnedRows == answered) {
            return pinned;
        }
        close();
        int bytes = NativeMemory.bytes(answered, rows.width(), binding.type());
        memory = NativeMemory.atLeast(memory, bytes);
        pinned = NativeMemory.tensor(environment, memory, bytes, binding.type(), binding.shape(answered));
        pinnedRows = answered;
        return pinned;
    }

    /** Takes over what a run wrote to the pinned memory. */
    void readPinned(int at, int count) {
        memory.clear();
        rows.values().take(memory, at * rows.width(), count * rows.width());
    }

    /** Takes over what a run answered as the rows from {@code at} on. */
    void read(OnnxValue answer, int at, int count) throws OrtException, RunFailure {
        if (answer instanceof OnnxSequence sequence) {
            readMaps(sequence, at, count);
        } else if (answer instanceof OnnxTensor tensor) {
            readTensor(tensor, at, count);
        } else {
            throw rows.failure("must be a tensor or a sequence of maps: was " + answer.getType());
        }
    }

    private void readTensor(OnnxTensor tensor, int at, int count) throws OrtException, RunFailure {
        TensorInfo info = tensor.getInfo();
        long[] shape = info.getShape();
        int answered = rows.answered(count);
        rows.checkRows(shape.length == 0 ? 0 : shape[0], count);
        rows.widen(Math.toIntExact(info.getNumElements() / answered));
        int width = rows.width();
        if (binding.type() == TensorType.STRING) {
            String[] texts = texts(tensor.getValue(), answered * width);
            rows.values().take(Arrays.copyOf(texts, count * width), at * width);
        } else {
            rows.values().take(tensor.getByteBuffer(), at * width, count * width);
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

    private void readMaps(OnnxSequence sequence, int at, int count) throws OrtException, RunFailure {
        List<? extends OnnxValue> maps = sequence.getValue();
        int width = rows.width();
        try {
            rows.checkRows(maps.size(), count);
            ByteBuffer target =
                    ByteBuffer.allocate(count * width * binding.type().bytes()).order(memory.order());
            for (OnnxValue map : maps.subList(0, count)) {
                readMap(((OnnxMap) map).getValue(), target);
            }
            rows.values().take(target.flip(), at * width, count * width);
        } finally {
            OnnxValue.close(maps);
        }
    }

    private void readMap(Map<?, ?> map, ByteBuffer target) throws RunFailure {
        for (Object key : binding.mapKeys()) {
            if (!(map.get(key) instanceof Number number)) {
                throw rows.failure("must have a value for the label '" + key + "': has " + map.keySet());
            }
            switch (binding.type()) {
                case FLOAT32 -> target.putFloat(number.floatValue());
                case FLOAT64 -> target.putDouble(number.doubleValue());
                case INT64 -> target.putLong(number.longValue());
                default -> throw rows.failure("must be maps to float, double or int64");
            }
        }
    }

    @Override
    public void close() {
        if (pinned != null) {
            pinned.close();
        }
        pinned = null;
    }
}
