package io.riffle.model.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.ShownText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes weights that an exporter has written beside a model ({@code model.onnx.data}) into the model. Only files of the
 * model's own folder are read, and of them only what fits into the bound.
 */
public final class ExternalData {
    private final Path folder;
    private long room;

    private ExternalData(Path folder, long room) {
        this.folder = folder;
        this.room = room;
    }

    /**
     * The same model with all weights of its graph inside; the bytes themselves if they are already, or are no model.
     *
     * @param file the model's, whose folder the weights are sought in
     * @param maxBytes of the whole
     */
    public static byte[] taken(byte[] bytes, Path file, long maxBytes) throws IOException, ModelRefusedException {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException other) {
            return bytes;
        }
        if (model.getGraph().getInitializerList().stream().noneMatch(ExternalData::isOutside)) {
            return bytes;
        }
        Path parent = file.toAbsolutePath().normalize().resolveSibling("");
        ExternalData data = new ExternalData(parent.toRealPath(), maxBytes - bytes.length);
        ModelProto.Builder whole = model.toBuilder();
        for (TensorProto.Builder tensor : whole.getGraphBuilder().getInitializerBuilderList()) {
            if (isOutside(tensor.build())) {
                data.take(tensor);
            }
        }
        return whole.build().toByteArray();
    }

    private static boolean isOutside(TensorProto tensor) {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    private void take(TensorProto.Builder tensor) throws IOException, ModelRefusedException {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path file = inside(entries.getOrDefault("location", ""));
        long size = Files.size(file);
        long offset = number(entries, "offset", 0);
        long length = number(entries, "length", size - offset);
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw refused(
                    "must lie within its file",
                    tensor,
                    file.getFileName() + " has " + size + " bytes, wanted are " + length + " from " + offset);
        }
        room -= length;
        if (room < 0 || length > Integer.MAX_VALUE - 8) {
            throw refused("must fit into models.max-bytes, with all others", tensor, "has " + length + " bytes");
        }
        byte[] values = new byte[(int) length];
        try (RandomAccessFile stream = new RandomAccessFile(file.toFile(), "r")) {
            stream.seek(offset);
            stream.readFully(values);
        }
        tensor.clearExternalData().clearDataLocation().setRawData(ByteString.copyFrom(values));
    }

    private static long number(Map<String, String> entries, String key, long usual) throws ModelRefusedException {
        String text = entries.get(key);
        try {
            return text == null ? usual : Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new ModelRefusedException(
                    RefusalStage.INSPECTION,
                    "the " + key + " of data beside the model must be a number: was '" + ShownText.cut(text) + "'");
        }
    }

    private Path inside(String location) throws IOException, ModelRefusedException {
        Path name = Path.of(location);
        boolean plain = !location.isBlank() && !name.isAbsolute() && name.getNameCount() == 1;
        Path file = folder.resolve(name);
        if (!plain || !Files.isRegularFile(file) || !file.toRealPath().startsWith(folder)) {
            throw new ModelRefusedException(
                    RefusalStage.INSPECTION,
                    "data outside the model must be a file beside it: was '" + ShownText.cut(location) + "' (or export"
                            + " one file: onnx.save with save_as_external_data=False)");
        }
        return file;
    }

    private static ModelRefusedException refused(String rule, TensorProto.Builder tensor, String found) {
        return new ModelRefusedException(
                RefusalStage.INSPECTION,
                "the data of tensor '" + ShownText.cut(tensor.getName()) + "' " + rule + ": " + found);
    }
}
