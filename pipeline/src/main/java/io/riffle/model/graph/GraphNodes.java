package io.riffle.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Adds nodes and constants in double precision to a graph, each under a name of its own that nobody else uses. */
final class GraphNodes {
    private static final int WHOLE = TensorProto.DataType.INT64.getNumber();
    private static final int DOUBLE = TensorProto.DataType.DOUBLE.getNumber();

    private final GraphProto.Builder graph;
    private final String prefix;

    /** A graph that was continued before has more nodes than it had then, so that its names differ. */
    GraphNodes(GraphProto.Builder graph) {
        this.graph = graph;
        prefix = "riffle_learning_" + graph.getNodeCount() + "/";
    }

    /** Rows of so many numbers. */
    void input(String name, int type, long width) {
        graph.addInput(value(name, type, width));
    }

    /** Shows a value under a name for outside. */
    void output(String name, String shown, int type, long width) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(name("shown"))
                .addInput(shown)
                .addOutput(name));
        graph.addOutput(value(name, type, width));
    }

    String clipped(String input, String output, double least, double most) {
        String above = node("Max", output + "_below", input, constant(output + "_least", new double[] {least}));
        return node("Min", output, above, constant(output + "_most", new double[] {most}));
    }

    String cast(String input, int type) {
        return node("Cast", "cast_" + input, List.of(input), integer("to", type));
    }

    String reshaped(String input, String output, long width) {
        String shape = name(output + "_shape");
        graph.addInitializer(TensorProto.newBuilder()
                .setName(shape)
                .setDataType(WHOLE)
                .addDims(2)
                .addInt64Data(-1)
                .addInt64Data(width));
        return node("Reshape", output, input, shape);
    }

    String whole(String constant, long number) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name(constant))
                .setDataType(WHOLE)
                .addDims(1)
                .addInt64Data(number));
        return name(constant);
    }

    /** Without dimensions it is a row of its numbers. */
    String constant(String constant, double[] values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name(constant))
                .setDataType(DOUBLE)
                .setRawData(ByteString.copyFrom(bytes));
        for (long dimension : dimensions.length == 0 ? new long[] {values.length} : dimensions) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return name(constant);
    }

    String node(String operator, String output, String... inputs) {
        return node(operator, output, List.of(inputs));
    }

    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        String named = name(output);
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(named)
                .addAllInput(inputs)
                .addOutput(named)
                .addAllAttribute(List.of(attributes)));
        return named;
    }

    static AttributeProto integer(String name, long number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(number)
                .build();
    }

    private String name(String part) {
        return prefix + part;
    }

    /** Calls a value otherwise; answers how. */
    String rename(String value) {
        String renamed = name(value);
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto.Builder node = graph.getNodeBuilder(i);
            for (int output = 0; output < node.getOutputCount(); output++) {
                if (node.getOutput(output).equals(value)) {
                    node.setOutput(output, renamed);
                }
            }
        }
        return renamed;
    }

    private static ValueInfoProto value(String name, int type, long width) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("rows"))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(width)))))
                .build();
    }
}
