package io.riffle.model.graph;

import io.riffle.onnx.ElementType;
import io.riffle.onnx.OnnxGraph;
import io.riffle.onnx.OnnxNode;
import io.riffle.onnx.OnnxTensor;
import java.util.Arrays;
import java.util.List;

/** Adds computations in double precision to a graph, each under a name that begins with the same prefix. */
final class GraphNodes {
    private final OnnxGraph graph;
    private final String prefix;

    /** @param prefix that no other name in the graph begins with */
    GraphNodes(OnnxGraph graph, String prefix) {
        this.graph = graph;
        this.prefix = prefix;
    }

    /** The result of an operator. */
    String node(String operator, String output, String... inputs) {
        graph.node(OnnxNode.of(operator, Arrays.asList(inputs), prefix + output));
        return prefix + output;
    }

    /** The same with an attribute. */
    String node(String operator, String output, List<String> inputs, String attribute, long value) {
        graph.node(OnnxNode.of(operator, inputs, prefix + output).with(attribute, value));
        return prefix + output;
    }

    /** Shows rows of double precision outside, rounded to float32, under a name without prefix. */
    void output(String name, String shown, int width) {
        graph.node(OnnxNode.of("Cast", List.of(shown), name)
                .named(prefix + "shown")
                .with("to", ElementType.FLOAT32.code()));
        graph.output(name, ElementType.FLOAT32, width);
    }

    String clipped(String input, String output, double least, double most) {
        String above = node("Max", output + "_below", input, constant(output + "_least", new double[] {least}));
        return node("Min", output, above, constant(output + "_most", new double[] {most}));
    }

    String wide(String input) {
        return node("Cast", "wide_" + input, List.of(input), "to", ElementType.FLOAT64.code());
    }

    String reshaped(String input, String output, long width) {
        return node("Reshape", output, input, constant(output + "_shape", new long[] {-1, width}, 2));
    }

    /** Values row by row; without dimensions, a single value. */
    String constant(String name, double[] values, long... dimensions) {
        graph.constant(OnnxTensor.of(prefix + name, values, dimensions));
        return prefix + name;
    }

    String constant(String name, long[] values, long... dimensions) {
        graph.constant(OnnxTensor.of(prefix + name, values, dimensions));
        return prefix + name;
    }
}
