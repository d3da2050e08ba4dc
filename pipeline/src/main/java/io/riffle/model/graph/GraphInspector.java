package io.riffle.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.ShownText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at a model's bytes before any runtime does. ONNX Runtime itself opens whatever file a model names as the place
 * of its weights, and believes declared sizes; both are refused here, at any depth of the graph.
 */
public final class GraphInspector {
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");
    /** Loops and conditions inside each other; real models have one or two. The parser's own limit is about 33. */
    private static final int DEEPEST = 16;

    private static final int MOST_PROBLEMS = 10;

    private final long maxTensorBytes;

    /** @param maxTensorBytes largest tensor that a model may declare */
    public GraphInspector(long maxTensorBytes) {
        this.maxTensorBytes = maxTensorBytes;
    }

    public void inspect(byte[] bytes) throws ModelRefusedException {
        List<String> problems = new Inspection(parse(bytes)).problems();
        if (!problems.isEmpty()) {
            throw new ModelRefusedException(
                    RefusalStage.INSPECTION, problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
        }
    }

    private static ModelProto parse(byte[] bytes) throws ModelRefusedException {
        if (bytes.length == 0) {
            throw new ModelRefusedException(RefusalStage.INSPECTION, "the file must be an ONNX model: is empty");
        }
        try {
            return ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new ModelRefusedException(
                    RefusalStage.INSPECTION,
                    "the file must be an ONNX model: its " + bytes.length + " bytes do not parse ("
                            + ShownText.cut(String.valueOf(malformed.getMessage())) + ")");
        }
    }

    private final class Inspection {
        private final ModelProto model;
        private final List<String> problems = new ArrayList<>();
        private final TensorCheck tensors = new TensorCheck(maxTensorBytes, problems);
        private final Set<String> functions = new HashSet<>();

        Inspection(ModelProto model) {
            this.model = model;
        }

        List<String> problems() {
            if (!model.hasGraph()) {
                return List.of("the file must be an ONNX model: has no graph");
            }
            if (model.getOpsetImportCount() == 0) {
                problems.add("the model must name its operator sets: imports none");
            }
            if (model.getGraph().getOutputCount() == 0) {
                problems.add("the graph must have outputs: has none");
            }
            model.getFunctionsList()
                    .forEach(function -> functions.add(operator(function.getDomain(), function.getName())));
            graph(model.getGraph(), 0);
            model.getFunctionsList().forEach(this::function);
            model.getTrainingInfoList().forEach(this::training);
            return problems;
        }

        private void function(FunctionProto function) {
            function.getNodeList().forEach(node -> node(node, 0));
            function.getAttributeProtoList().forEach(attribute -> attribute(attribute, 0));
        }

        /** The runtime skips these graphs today; they must not become a way in later. */
        private void training(TrainingInfoProto training) {
            graph(training.getInitialization(), 0);
            graph(training.getAlgorithm(), 0);
        }

        private void graph(GraphProto graph, int depth) {
            if (depth > DEEPEST) {
                problems.add("graphs inside graphs must be at most " + DEEPEST + " deep");
                return;
            }
            graph.getInitializerList().forEach(tensors::check);
            graph.getSparseInitializerList().forEach(tensors::check);
            graph.getNodeList().forEach(node -> node(node, depth));
        }

        private void node(NodeProto node, int depth) {
            if (!DOMAINS.contains(node.getDomain())
                    && !functions.contains(operator(node.getDomain(), node.getOpType()))) {
                problems.add("operators must be of the domains ai.onnx, ai.onnx.ml or com.microsoft: '"
                        + ShownText.cut(node.getOpType()) + "' is of '" + ShownText.cut(node.getDomain()) + "'");
            }
            node.getAttributeList().forEach(attribute -> attribute(attribute, depth));
        }

        private void attribute(AttributeProto attribute, int depth) {
            if (attribute.hasT()) {
                tensors.check(attribute.getT());
            }
            attribute.getTensorsList().forEach(tensors::check);
            if (attribute.hasSparseTensor()) {
                tensors.check(attribute.getSparseTensor());
            }
            attribute.getSparseTensorsList().forEach(tensors::check);
            if (attribute.hasG()) {
                graph(attribute.getG(), depth + 1);
            }
            attribute.getGraphsList().forEach(graph -> graph(graph, depth + 1));
        }

        private static String operator(String domain, String name) {
            return domain + ":" + name;
        }
    }
}
