package io.riffle.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.riffle.onnx.ElementType;
import io.riffle.onnx.OnnxGraph;
import io.riffle.onnx.OnnxNode;
import io.riffle.onnx.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written without a library must be, byte for byte, what the library writes, and be read by it. */
class OnnxGraphTest {
    @Test
    void layers_areTheBytesOfTheLibrary() {
        byte[] written = OnnxExport.bytes(
                "net",
                "x",
                "y",
                List.of(new OnnxExport.Layer(new float[] {1, -2, 300}, new float[] {0.5f}, "Sigmoid")));
        GraphProto graph = GraphProto.newBuilder()
                .setName("net")
                .addInput(port("x", 3))
                .addOutput(port("y", 1))
                .addInitializer(floats("weights_0", 1, -2, 300).addDims(1).addDims(3))
                .addInitializer(floats("biases_0", 0.5f).addDims(1))
                .addNode(node("Gemm", "gemm_0", "sum_0", "x", "weights_0", "biases_0")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("transB")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(1)))
                .addNode(node("Sigmoid", "make_y", "y", "sum_0"))
                .build();
        assertThat(written)
                .isEqualTo(ModelProto.newBuilder()
                        .setIrVersion(8)
                        .setProducerName("riffle")
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(15))
                        .setGraph(graph)
                        .build()
                        .toByteArray());
    }

    @Test
    void attributes_areReadByTheLibrary() throws Exception {
        OnnxNode node = OnnxNode.ml("TreeEnsembleRegressor", List.of("x"), "y")
                .with("n_targets", 300L)
                .with("epsilon", 0.25f)
                .with("aggregate_function", "SUM")
                .with("nodes_treeids", new long[] {0, 1, -1, 1L << 40})
                .with("nodes_modes", List.of("LEAF", "BRANCH_LEQ"))
                .with("nodes_values_as_tensor", OnnxTensor.of("values", new double[] {Math.PI, -0.0}, 2));
        byte[] bytes = new OnnxGraph("trees")
                .input("x", ElementType.FLOAT64, 2)
                .output("y", ElementType.FLOAT32, 1)
                .constant(OnnxTensor.of("shape", new long[] {-1, 2}, 2))
                .node(node)
                .toBytes();
        ModelProto model = ModelProto.parseFrom(bytes);
        assertThat(model.getOpsetImportList())
                .extracting(OperatorSetIdProto::getDomain, OperatorSetIdProto::getVersion)
                .containsExactly(tuple("", 15L), tuple("ai.onnx.ml", 3L));
        NodeProto read = model.getGraph().getNode(0);
        assertThat(read.getDomain()).isEqualTo("ai.onnx.ml");
        assertThat(read.getAttribute(0).getI()).isEqualTo(300);
        assertThat(read.getAttribute(1).getF()).isEqualTo(0.25f);
        assertThat(read.getAttribute(2).getS().toStringUtf8()).isEqualTo("SUM");
        assertThat(read.getAttribute(3).getIntsList()).containsExactly(0L, 1L, -1L, 1L << 40);
        assertThat(read.getAttribute(4).getStringsList())
                .extracting(ByteString::toStringUtf8)
                .containsExactly("LEAF", "BRANCH_LEQ");
        ByteBuffer values =
                read.getAttribute(5).getT().getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(values.getDouble()).isEqualTo(Math.PI);
        assertThat(Double.doubleToRawLongBits(values.getDouble())).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @Test
    void tensor_isRefused_withoutAValuePerElement() {
        assertThatThrownBy(() -> OnnxTensor.of("w", new float[3], 2, 2))
                .hasMessage("the tensor 'w' must have as many values as its shape [2, 2] says: has 3");
    }

    private static NodeProto.Builder node(String operator, String name, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private static TensorProto.Builder floats(String name, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
    }

    private static ValueInfoProto port(String name, int width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
                .build();
    }
}
