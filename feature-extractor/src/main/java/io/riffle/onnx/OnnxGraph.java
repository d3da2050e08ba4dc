package io.riffle.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * A model while it is put together. Inputs and outputs have any number of rows; nodes are added in the order in which
 * they can be computed. The same calls give the same bytes.
 */
public final class OnnxGraph {
    private static final long IR_VERSION = 8;
    private static final long OPSET = 15;
    private static final long ML_OPSET = 3;
    private static final String ROWS = "rows";

    private final String name;
    private final List<Wire> inputs = new ArrayList<>();
    private final List<Wire> outputs = new ArrayList<>();
    private final List<Wire> constants = new ArrayList<>();
    private final List<Wire> nodes = new ArrayList<>();
    private boolean ml;

    public OnnxGraph(String name) {
        this.name = name;
    }

    /** An input of shape [rows, width]. */
    public OnnxGraph input(String input, ElementType type, int width) {
        inputs.add(port(input, type, width));
        return this;
    }

    /** An output of shape [rows, width]. */
    public OnnxGraph output(String output, ElementType type, int width) {
        outputs.add(port(output, type, width));
        return this;
    }

    public OnnxGraph constant(OnnxTensor tensor) {
        constants.add(tensor.wire());
        return this;
    }

    public OnnxGraph node(OnnxNode node) {
        nodes.add(node.wire());
        ml |= node.isMl();
        return this;
    }

    /** The whole file. */
    public byte[] toBytes() {
        Wire graph = new Wire();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        constants.forEach(constant -> graph.message(5, constant));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        Wire model = new Wire()
                .number(1, IR_VERSION)
                .text(2, "riffle")
                .message(7, graph)
                .message(8, version(OPSET));
        if (ml) {
            model.message(8, new Wire().text(1, OnnxNode.ML).number(2, ML_OPSET));
        }
        return model.toBytes();
    }

    private static Wire version(long opset) {
        return new Wire().number(2, opset);
    }

    private static Wire port(String name, ElementType type, int width) {
        Wire shape = new Wire().message(1, new Wire().text(2, ROWS)).message(1, new Wire().number(1, width));
        Wire tensor = new Wire().number(1, type.code()).message(2, shape);
        return new Wire().text(1, name).message(2, new Wire().message(1, tensor));
    }
}
