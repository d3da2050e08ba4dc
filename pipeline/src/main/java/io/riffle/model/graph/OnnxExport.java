package io.riffle.model.graph;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes a chain of fully connected layers as ONNX, for any number of rows: a Gemm and an activation each. */
public final class OnnxExport {
    private static final long IR_VERSION = 8;
    private static final long OPSET = 15;

    /**
     * One layer.
     *
     * @param weights outputs rows of inputs columns
     * @param biases one for each output
     * @param activation an ONNX operator such as {@code Relu}
     */
    public record Layer(float[] weights, float[] biases, String activation) {
        int outputs() {
            return biases.length;
        }

        int inputs() {
            return weights.length / biases.length;
        }
    }

    private OnnxExport() {}

    /** The same layers give the same bytes. */
    public static byte[] bytes(String name, String input, String output, List<Layer> layers) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName(name)
                .addInput(value(input, layers.get(0).inputs()))
                .addOutput(value(output, layers.get(layers.size() - 1).outputs()));
        String previous = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            graph.addInitializer(tensor("weights_" + i, layer.weights(), layer.outputs(), layer.inputs()));
            graph.addInitializer(tensor("biases_" + i, layer.biases(), layer.outputs()));
            graph.addNode(gemm(previous, i));
            previous = i == layers.size() - 1 ? output : "activation_" + i;
            graph.addNode(node(layer.activation(), "sum_" + i, previous));
        }
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("riffle")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static NodeProto gemm(String input, int layer) {
        return NodeProto.newBuilder()
                .setOpType("Gemm")
                .setName("gemm_" + layer)
                .addInput(input)
                .addInput("weights_" + layer)
                .addInput("biases_" + layer)
                .addOutput("sum_" + layer)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1))
                .build();
    }

    private static NodeProto node(String operator, String input, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName("make_" + output)
                .addInput(input)
                .addOutput(output)
                .build();
    }

    private static TensorProto tensor(String name, float[] values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        return tensor.build();
    }

    private static ValueInfoProto value(String name, int width) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
