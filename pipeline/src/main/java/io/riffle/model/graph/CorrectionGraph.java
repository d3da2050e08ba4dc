package io.riffle.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.riffle.feature.TensorType;
import io.riffle.learning.LearnedModel;
import io.riffle.learning.Target;
import io.riffle.onnx.ElementType;
import io.riffle.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what an online learner knows as ONNX: the champion's graph, if there is one, with scaler, experts and mixture
 * behind it. All is computed in double precision as the learner does, then rounded to float32. The same step gives the same
 * bytes.
 */
public final class CorrectionGraph {
    /** The answer. */
    public static final String OUTPUT = "corrected_score";

    private static final String PREFIX = "riffle_learning";
    /** Softmax means what it means here from this on. */
    private static final long LEAST_OPSET = 13;

    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int DOUBLE = TensorProto.DataType.DOUBLE.getNumber();
    private static final double GREATEST = 1e100;

    private final GraphNodes nodes;
    private final Target target;

    private CorrectionGraph(GraphNodes nodes, Target target) {
        this.nodes = nodes;
        this.target = target;
    }

    /** An input that the learner sees, and how many numbers of it make a row. */
    public record Input(String name, TensorType type, int width) {}

    /** Without a champion. */
    public static byte[] alone(String name, List<Input> inputs, Target target, LearnedModel learned) {
        OnnxGraph graph = new OnnxGraph(name);
        inputs.forEach(input -> graph.input(input.name(), type(input.type()), input.width()));
        GraphNodes nodes = new GraphNodes(graph, PREFIX + "/");
        String none = nodes.constant("no_champion", new double[target.size()], 1, target.size());
        new CorrectionGraph(nodes, target).correct(inputs, none, learned);
        return graph.toBytes();
    }

    /**
     * Behind a champion, whose own outputs are no longer ones.
     *
     * @param scoreTensor its output with the score
     * @param scoreColumn of that output, where the target has one number
     * @throws IllegalArgumentException if its graph cannot be continued
     */
    public static byte[] behind(
            byte[] champion,
            String scoreTensor,
            int scoreColumn,
            List<Input> inputs,
            Target target,
            LearnedModel learned) {
        ModelProto model = parse(champion);
        requireOpset(model);
        GraphProto.Builder graph = model.getGraph().toBuilder();
        int width = width(output(model.getGraph(), scoreTensor));
        // A graph that was continued before has more nodes than it had then, so that these names are new.
        String prefix = PREFIX + "_" + graph.getNodeCount() + "/";
        OnnxGraph behind = new OnnxGraph("behind");
        CorrectionGraph made = new CorrectionGraph(new GraphNodes(behind, prefix), target);
        String score = scoreTensor.equals(OUTPUT) ? renamed(graph, prefix) : scoreTensor;
        made.correct(inputs, made.margins(score, width, scoreColumn), learned);
        GraphProto added = parse(behind.toBytes()).getGraph();
        graph.clearOutput()
                .addAllOutput(added.getOutputList())
                .addAllInitializer(added.getInitializerList())
                .addAllNode(added.getNodeList());
        return model.toBuilder()
                .setGraph(graph)
                .setProducerName("riffle")
                .build()
                .toByteArray();
    }

    private static ValueInfoProto output(GraphProto graph, String name) {
        return graph.getOutputList().stream()
                .filter(output -> output.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the champion must have its output " + name));
    }

    /** Gives the answer of an earlier correction another name; answers which. */
    private static String renamed(GraphProto.Builder graph, String prefix) {
        String renamed = prefix + OUTPUT;
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getOutputCount(); i++) {
                if (node.getOutput(i).equals(OUTPUT)) {
                    node.setOutput(i, renamed);
                }
            }
        }
        return renamed;
    }

    private static ModelProto parse(byte[] champion) {
        try {
            return ModelProto.parseFrom(champion);
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("the champion must be an ONNX model", malformed);
        }
    }

    private static void requireOpset(ModelProto model) {
        long opset = model.getOpsetImportList().stream()
                .filter(each -> each.getDomain().isEmpty() || each.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElse(0);
        if (opset < LEAST_OPSET) {
            throw new IllegalArgumentException(
                    "the champion's operator set must be " + LEAST_OPSET + " or later to be continued: was " + opset);
        }
    }

    /** How many numbers a row of the output has. */
    private static int width(ValueInfoProto output) {
        TypeProto.Tensor tensor = output.getType().getTensorType();
        List<TensorShapeProto.Dimension> shape = tensor.getShape().getDimList();
        boolean number = tensor.getElemType() == FLOAT || tensor.getElemType() == DOUBLE;
        if (number && shape.size() == 1) {
            return 1;
        }
        if (number && shape.size() == 2 && shape.get(1).getDimValue() > 0) {
            return Math.toIntExact(shape.get(1).getDimValue());
        }
        throw new IllegalArgumentException("the champion's output " + output.getName()
                + " must be numbers of the shape [rows] or [rows, n] to be corrected: is not");
    }

    private String margins(String score, int width, int column) {
        String rows = nodes.reshaped(nodes.wide(score), "champion_rows", width);
        String numbers = target.size() == 1
                ? nodes.node(
                        "Gather",
                        "champion_score",
                        List.of(rows, nodes.constant("score_column", new long[] {column}, 1)),
                        "axis",
                        1)
                : rows;
        if (target instanceof Target.Regression) {
            return numbers;
        }
        String near = nodes.clipped(numbers, "champion_near", Target.NEAREST, 1 - Target.NEAREST);
        String logarithm = nodes.node("Log", "champion_log", near);
        if (target instanceof Target.Classes) {
            return logarithm;
        }
        String other = nodes.node("Sub", "champion_other", nodes.constant("one", new double[] {1}), near);
        return nodes.node("Sub", "champion_margin", logarithm, nodes.node("Log", "champion_log_other", other));
    }

    private void correct(List<Input> inputs, String base, LearnedModel learned) {
        String scaled = scaled(inputs, learned.scaling());
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < learned.experts().size(); i++) {
            LearnedModel.Expert expert = learned.experts().get(i);
            String margins = expert.weights().length == 0
                    ? base
                    : nodes.node("Add", "margins_" + i, base, correction(i, expert.weights(), scaled, learned.bound()));
            String share = nodes.constant("share_" + i, new double[] {expert.share()});
            parts.add(nodes.node("Mul", "part_" + i, answer(i, margins), share));
        }
        String sum = nodes.node("Sum", "mixture", parts.toArray(String[]::new));
        nodes.output(OUTPUT, sum, target.size());
    }

    private String correction(int expert, double[] weights, String scaled, double bound) {
        int size = target.size();
        int inputs = weights.length / size - 1;
        double[] matrix = new double[size * inputs];
        double[] intercepts = new double[size];
        for (int margin = 0; margin < size; margin++) {
            System.arraycopy(weights, margin * (inputs + 1), matrix, margin * inputs, inputs);
            intercepts[margin] = weights[margin * (inputs + 1) + inputs];
        }
        String weight = nodes.constant("weights_" + expert, matrix, size, inputs);
        String intercept = nodes.constant("intercepts_" + expert, intercepts, size);
        String sum = nodes.node("Gemm", "correction_" + expert, List.of(scaled, weight, intercept), "transB", 1);
        return Double.isInfinite(bound) ? sum : nodes.clipped(sum, "bounded_" + expert, -bound, bound);
    }

    private String answer(int expert, String margins) {
        if (target instanceof Target.Binary) {
            return nodes.node("Sigmoid", "answer_" + expert, margins);
        }
        if (target instanceof Target.Classes) {
            return nodes.node("Softmax", "answer_" + expert, List.of(margins), "axis", -1);
        }
        return margins;
    }

    private String scaled(List<Input> inputs, LearnedModel.Scaling scaling) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            columns.add(nodes.reshaped(
                    nodes.wide(inputs.get(i).name()),
                    "input_" + i,
                    inputs.get(i).width()));
        }
        String all = columns.size() == 1 ? columns.get(0) : nodes.node("Concat", "inputs", columns, "axis", 1);
        int width = scaling.means().length;
        double[] reciprocals = new double[width];
        for (int i = 0; i < width; i++) {
            reciprocals[i] = scaling.deviations()[i] > 0 ? 1 / scaling.deviations()[i] : 0;
        }
        String centred = nodes.node("Sub", "centred", all, nodes.constant("means", scaling.means(), 1, width));
        String ratio = nodes.node("Mul", "ratio", centred, nodes.constant("reciprocals", reciprocals, 1, width));
        String there = nodes.node(
                "Less", "there", nodes.node("Abs", "size", all), nodes.constant("greatest", new double[] {GREATEST}));
        String scaled = nodes.node("Where", "scaled", there, ratio, nodes.constant("missing", new double[] {0}));
        return Double.isInfinite(scaling.bound())
                ? scaled
                : nodes.clipped(scaled, "clipped", -scaling.bound(), scaling.bound());
    }

    private static ElementType type(TensorType type) {
        return switch (type) {
            case FLOAT32 -> ElementType.FLOAT32;
            case FLOAT64 -> ElementType.FLOAT64;
            case INT64 -> ElementType.INT64;
            case INT32 -> ElementType.INT32;
            case FLOAT16, UINT8, BOOL, STRING ->
                throw new IllegalArgumentException(
                        "an input that is learned from must be float32, float64, int64 or int32: was " + type.label());
        };
    }
}
