package io.riffle.model.trees;

import io.riffle.onnx.ElementType;
import io.riffle.onnx.OnnxGraph;
import io.riffle.onnx.OnnxNode;
import io.riffle.onnx.OnnxTensor;
import java.util.List;
import java.util.stream.IntStream;

/** Writes a model of trees as ONNX. Thresholds, leaves and sums are doubles, so that nothing is lost on the way. */
final class TreeGraph {
    private static final String DOUBLES = "doubles";
    private static final String SUMS = "sums";

    private final TreeModel model;
    private final OnnxGraph graph;

    private TreeGraph(TreeModel model) {
        this.model = model;
        graph = new OnnxGraph("trees")
                .input(TreeModel.INPUT, model.elementType(), model.columns().size())
                .output(model.output(), ElementType.FLOAT32, model.outputs());
    }

    static byte[] bytes(TreeModel model) {
        TreeGraph written = new TreeGraph(model);
        written.graph.node(cast(TreeModel.INPUT, DOUBLES, ElementType.FLOAT64));
        if (model.sums() instanceof Sums.OfTrees trees) {
            written.graph.node(new TreeAttributes(trees).node(DOUBLES, SUMS));
        } else if (model.sums() instanceof Sums.Linear linear) {
            written.linear(linear);
        }
        written.link();
        return written.graph.toBytes();
    }

    private void linear(Sums.Linear linear) {
        double[] weights = linear.weights().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        graph.constant(OnnxTensor.of("nothing", new double[] {0}))
                .constant(OnnxTensor.of("weights", weights, linear.weights().size(), linear.outputs()))
                .constant(OnnxTensor.of("base", TreeAttributes.array(linear.base()), linear.outputs()))
                .node(OnnxNode.of("IsNaN", List.of(DOUBLES), "missing"))
                .node(OnnxNode.of("Where", List.of("missing", "nothing", DOUBLES), "present"))
                .node(OnnxNode.of("MatMul", List.of("present", "weights"), "products"))
                .node(OnnxNode.of("Add", List.of("products", "base"), "double_sums"))
                .node(cast("double_sums", SUMS, ElementType.FLOAT32));
    }

    private void link() {
        List<String> operators = model.link().operators();
        String previous = SUMS;
        for (int i : IntStream.range(0, operators.size()).toArray()) {
            String operator = operators.get(i);
            String next = i == operators.size() - 1 ? model.output() : "step_" + i;
            List<String> inputs = operator.equals("Mul") ? List.of(SUMS, previous) : List.of(previous);
            graph.node(OnnxNode.of(operator, inputs, next));
            previous = next;
        }
    }

    private static OnnxNode cast(String from, String to, ElementType type) {
        return OnnxNode.of("Cast", List.of(from), to).with("to", type.code());
    }
}
