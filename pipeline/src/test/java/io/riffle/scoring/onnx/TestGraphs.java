package io.riffle.scoring.onnx;

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
import java.util.Arrays;
import java.util.List;

/** Small models for one behaviour each. Their input is {@code x} of shape [N, 1]. */
public final class TestGraphs {
    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int BOOL = 9;
    static final int STRING = 8;
    static final int FLOAT16 = 10;
    static final int DOUBLE = 11;

    private TestGraphs() {}

    /** Looks x (int64) up in [0, 10, 20, 30]; one row outside fails the whole batch. */
    public static byte[] lookUp() {
        return model(GraphProto.newBuilder()
                .addInitializer(floats("table", 0, 10, 20, 30))
                .addInput(value("x", INT64, 1))
                .addOutput(value("y", FLOAT, 1))
                .addNode(node("Gather", List.of("table", "x"), List.of("y"))));
    }

    /** Counts to the largest x (int64) of the batch: a large one hangs the whole batch. The answer is x. */
    public static byte[] countTo() {
        GraphProto body = GraphProto.newBuilder()
                .setName("body")
                .addInput(scalar("round", INT64))
                .addInput(scalar("condition", BOOL))
                .addInput(scalar("carried", INT64))
                .addOutput(scalar("again", BOOL))
                .addOutput(scalar("next", INT64))
                .addNode(node("Identity", List.of("condition"), List.of("again")))
                .addNode(node("Add", List.of("carried", "one"), List.of("next")))
                .build();
        NodeProto loop = node("Loop", List.of("most", "", "zero"), List.of("counted")).toBuilder()
                .addAttribute(AttributeProto.newBuilder()
                        .setName("body")
                        .setType(AttributeProto.AttributeType.GRAPH)
                        .setG(body))
                .build();
        return model(GraphProto.newBuilder()
                .addInitializer(whole("one", 1))
                .addInitializer(whole("zero", 0))
                .addInput(value("x", INT64, 1))
                .addOutput(value("y", FLOAT, 1))
                .addNode(node("ReduceMax", List.of("x"), List.of("most")).toBuilder()
                        .addAttribute(number("keepdims", 0)))
                .addNode(loop)
                .addNode(node("Mul", List.of("counted", "zero"), List.of("nothing")))
                .addNode(node("Add", List.of("x", "nothing"), List.of("sum")))
                .addNode(cast("sum", "y", FLOAT)));
    }

    /** Answers the sum of x (float) over all rows, as one row: right for one row, wrong for more. */
    static byte[] sumOfRows() {
        return model(GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 1))
                .addOutput(value("y", FLOAT, 1))
                .addNode(node("ReduceSum", List.of("x", "rows"), List.of("y")))
                .addInitializer(TensorProto.newBuilder()
                        .setName("rows")
                        .setDataType(INT64)
                        .addDims(1)
                        .addInt64Data(0)));
    }

    /** x (float) as y, and the sum of all rows as one value: once without dimensions, once as a row. */
    static byte[] withSumOfAll() {
        return model(GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 1))
                .addOutput(value("y", FLOAT, 1))
                .addOutput(scalar("all", FLOAT))
                .addOutput(shaped("row", FLOAT, 1, 1))
                .addNode(node("Identity", List.of("x"), List.of("y")))
                .addNode(node("ReduceSum", List.of("x"), List.of("row")))
                .addNode(node("ReduceSum", List.of("x"), List.of("all")).toBuilder()
                        .addAttribute(number("keepdims", 0))
                        .build()));
    }

    /** x (float) as an output of every other type of numbers, named after it; width -1 declares none. */
    static byte[] casts(int width) {
        GraphProto.Builder graph =
                GraphProto.newBuilder().addInput(value("x", FLOAT, 1)).addOutput(value("float32", FLOAT, width));
        graph.addNode(node("Identity", List.of("x"), List.of("float32")));
        List<String> names = List.of("float64", "int64", "int32", "uint8", "bool", "float16");
        List<Integer> types = List.of(DOUBLE, INT64, INT32, UINT8, BOOL, FLOAT16);
        for (int i = 0; i < names.size(); i++) {
            graph.addNode(cast("x", names.get(i), types.get(i))).addOutput(value(names.get(i), types.get(i), width));
        }
        return model(graph);
    }

    /** x (float) as y of another type. */
    static byte[] castTo(int type) {
        return model(GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 1))
                .addOutput(value("y", type, 1))
                .addNode(cast("x", "y", type)));
    }

    /** Always too many rows to look up; no answer is possible. */
    public static byte[] failing() {
        return model(GraphProto.newBuilder()
                .addInitializer(floats("table", 0, 10, 20, 30))
                .addInitializer(whole("beyond", 99))
                .addInput(value("x", INT64, 1))
                .addOutput(value("y", FLOAT, 1))
                .addNode(node("Add", List.of("x", "beyond"), List.of("at")))
                .addNode(node("Gather", List.of("table", "at"), List.of("y"))));
    }

    /** x (float) and a number. */
    public static byte[] plus(float number) {
        return model(GraphProto.newBuilder()
                .addInitializer(floats("more", number))
                .addInput(value("x", FLOAT, 1))
                .addOutput(value("y", FLOAT, 1))
                .addNode(node("Add", List.of("x", "more"), List.of("y"))));
    }

    /** The natural logarithm of x (float). */
    public static byte[] logarithm() {
        return model(GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 1))
                .addOutput(value("y", FLOAT, 1))
                .addNode(node("Log", List.of("x"), List.of("y"))));
    }

    static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(15))
                .setGraph(graph.setName("test"))
                .build()
                .toByteArray();
    }

    static NodeProto node(String operator, List<String> inputs, List<String> outputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .build();
    }

    private static NodeProto cast(String from, String to, int type) {
        return node("Cast", List.of(from), List.of(to)).toBuilder()
                .addAttribute(number("to", type))
                .build();
    }

    private static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static ValueInfoProto value(String name, int type, int width) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        shape.addDim(
                width < 0
                        ? TensorShapeProto.Dimension.newBuilder().setDimParam("K")
                        : TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        return info(name, type, shape.build());
    }

    /** A tensor of any rank; negative dimensions are free, each under a name of its own. */
    static ValueInfoProto shaped(String name, int type, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < dimensions.length; i++) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(dimensions[i] < 0 ? dimension.setDimParam("d" + i) : dimension.setDimValue(dimensions[i]));
        }
        return info(name, type, shape.build());
    }

    /** The sum of each row of x, whatever its type and shape, as y of shape [rows]. */
    public static byte[] sums(int type, long... dimensions) {
        long[] rows = {dimensions[0]};
        return model(GraphProto.newBuilder()
                .addInput(shaped("x", type, dimensions))
                .addOutput(shaped("y", FLOAT, rows))
                .addInitializer(TensorProto.newBuilder()
                        .setName("flat")
                        .setDataType(INT64)
                        .addDims(2)
                        .addInt64Data(0)
                        .addInt64Data(-1))
                .addInitializer(TensorProto.newBuilder()
                        .setName("columns")
                        .setDataType(INT64)
                        .addDims(1)
                        .addInt64Data(1))
                .addNode(cast("x", "numbers", FLOAT))
                .addNode(node("Unsqueeze", List.of("numbers", "columns"), List.of("columnar")))
                .addNode(node("Reshape", List.of("columnar", "flat"), List.of("rows")))
                .addNode(node("ReduceSum", List.of("rows", "columns"), List.of("y")).toBuilder()
                        .addAttribute(number("keepdims", 0))));
    }

    /** Looks x (int64, a fixed number of rows) up in [0, 10, 20, 30]; the answer also says it as a text. */
    static byte[] lookUpInParts(int rows) {
        return model(GraphProto.newBuilder()
                .addInitializer(floats("table", 0, 10, 20, 30))
                .addInitializer(TensorProto.newBuilder()
                        .setName("words")
                        .setDataType(STRING)
                        .addDims(4)
                        .addAllStringData(List.of(word("zero"), word("ten"), word("twenty"), word("thirty"))))
                .addInput(shaped("x", INT64, rows, 1))
                .addOutput(shaped("y", FLOAT, rows, 1))
                .addOutput(shaped("word", STRING, rows, 1))
                .addNode(node("Gather", List.of("table", "x"), List.of("y")))
                .addNode(node("Gather", List.of("words", "x"), List.of("word"))));
    }

    private static ByteString word(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private static ValueInfoProto scalar(String name, int type) {
        return info(name, type, TensorShapeProto.getDefaultInstance());
    }

    private static ValueInfoProto info(String name, int type, TensorShapeProto shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    private static TensorProto floats(String name, float... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(FLOAT).addDims(values.length);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static TensorProto whole(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(INT64);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        return tensor.build();
    }
}
