package io.riffle.model.graph;

import io.riffle.onnx.ElementType;
import io.riffle.onnx.OnnxGraph;
import io.riffle.onnx.OnnxNode;
import io.riffle.onnx.OnnxTensor;
import java.util.List;

/** Writes a chain of fully connected layers as ONNX, for any number of rows: a Gemm and an activation each. */
public final class OnnxExport {
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
        OnnxGraph graph = new OnnxGraph(name)
                .input(input, ElementType.FLOAT32, layers.get(0).inputs())
                .output(
                        output,
                        ElementType.FLOAT32,
                        layers.get(layers.size() - 1).outputs());
        String previous = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String sum = "sum_" + i;
            graph.constant(OnnxTensor.of("weights_" + i, layer.weights(), layer.outputs(), layer.inputs()));
            graph.constant(OnnxTensor.of("biases_" + i, layer.biases(), layer.outputs()));
            graph.node(OnnxNode.of("Gemm", List.of(previous, "weights_" + i, "biases_" + i), sum)
                    .named("gemm_" + i)
                    .with("transB", 1));
            previous = i == layers.size() - 1 ? output : "activation_" + i;
            graph.node(OnnxNode.of(layer.activation(), List.of(sum), previous));
        }
        return graph.toBytes();
    }
}
