package io.riffle.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.riffle.model.ModelRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights beside a model: what torch.onnx.export writes from 2 GB on, and later versions of it always. */
class ExternalDataTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void data() throws Exception {
        Files.write(folder.resolve("model.onnx.data"), new byte[] {9, 9, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
    }

    private byte[] model(String location, String offset, String length) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("w")
                .setDataType(1)
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", offset))
                .addExternalData(entry("length", length));
        return ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder().addInitializer(tensor))
                .build()
                .toByteArray();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private byte[] taken(byte[] model, long most) throws Exception {
        return ExternalData.taken(model, folder.resolve("model.onnx"), most);
    }

    @Test
    void weights_areTakenIn() throws Exception {
        TensorProto tensor = ModelProto.parseFrom(taken(model("model.onnx.data", "2", "8"), 1_000))
                .getGraph()
                .getInitializer(0);
        assertThat(tensor.getRawData().toByteArray()).isEqualTo(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        assertThat(tensor.getDataLocation()).isEqualTo(TensorProto.DataLocation.DEFAULT);
        assertThat(tensor.getExternalDataCount()).isZero();
    }

    @Test
    void otherFiles_areNotRead() throws Exception {
        Path outside = Files.write(folder.resolveSibling("secret" + folder.getFileName()), new byte[100]);
        Files.createSymbolicLink(folder.resolve("link"), outside);
        for (String location :
                new String[] {"../" + outside.getFileName(), outside.toString(), "link", "", ".", "none"}) {
            assertThat(refusal(model(location, "0", "8"), 1_000))
                    .as(location)
                    .hasMessageContaining("data outside the model must be a file beside it");
        }
        Files.delete(outside);
    }

    @Test
    void bounds_areKept() {
        assertThat(refusal(model("model.onnx.data", "4", "8"), 1_000)).hasMessageContaining("must lie within its file");
        assertThat(refusal(model("model.onnx.data", "-1", "8"), 1_000))
                .hasMessageContaining("must lie within its file");
        assertThat(refusal(model("model.onnx.data", "2", "x"), 1_000))
                .hasMessageContaining("must be a number: was 'x'");
        assertThat(refusal(model("model.onnx.data", "2", "8"), 10))
                .hasMessageContaining("must fit into models.max-bytes");
    }

    private ModelRefusedException refusal(byte[] model, long most) {
        return catchThrowableOfType(ModelRefusedException.class, () -> taken(model, most));
    }
}
