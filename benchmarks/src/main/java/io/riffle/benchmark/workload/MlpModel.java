package io.riffle.benchmark.workload;

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
import java.util.SplittableRandom;

/**
 * A network of 32-128-64-1 with random weights from a seed: {@code features} [N, 32] to {@code score} [N, 1], a
 * probability. It has learned nothing; it costs what a trained one costs, and its scores differ from row to row.
 */
public final class MlpModel {
    public static final String NAME = "benchmark-mlp";
    public static final String VERSION = "1";
    public static final String VARIANT = "champion";
    public static final String INPUT = "features";
    public static final String OUTPUT = "score";

    private static final int[] LAYERS = {FeatureLayout.WIDTH, 128, 64, 1};

    private MlpModel() {}

    public static byte[] onnx(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GraphProto.Builder graph = GraphProto.newBuilder().setName(NAME);
        String value = INPUT;
        for (int layer = 1; layer < LAYERS.length; layer++) {
            boolean last = layer == LAYERS.length - 1;
            value = addLayer(graph, layer, value, random, last ? "Sigmoid" : "Relu", last ? OUTPUT : "hidden" + layer);
        }
        graph.addInput(matrix(INPUT, LAYERS[0])).addOutput(matrix(OUTPUT, 1));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("riffle-benchmarks")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static String addLayer(
            GraphProto.Builder graph,
            int layer,
            String input,
            SplittableRandom random,
            String activation,
            String output) {
        String weights = "weights" + layer;
        String bias = "bias" + layer;
        int from = LAYERS[layer - 1];
        int to = LAYERS[layer];
        List<Double> magnitudes = FeatureLayout.magnitudes();
        float[] values = new float[from * to];
        for (int i = 0; i < values.length; i++) {
            double scale = layer == 1 ? magnitudes.get(i / to) : 1;
            values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / from) / scale);
        }
        graph.addInitializer(tensor(weights, values, from, to)).addInitializer(tensor(bias, new float[to], to));
        graph.addNode(node("Gemm", List.of(input, weights, bias), "sum" + layer));
        graph.addNode(node(activation, List.of("sum" + layer), output));
        return output;
    }

    private static NodeProto node(String operator, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "-" + output)
                .addAllInput(inputs)
                .addOutput(output)
                .build();
    }

    private static TensorProto tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    private static ValueInfoProto matrix(String name, int width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
