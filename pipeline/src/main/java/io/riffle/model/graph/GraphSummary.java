package io.riffle.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.ShownText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a model's graph says about itself.
 *
 * @param inputs without the weights, which may be listed as inputs too
 * @param opsets version by domain; the domain of ONNX itself is {@code ai.onnx}
 * @param parameters numbers in all weights
 */
public record GraphSummary(
        List<Port> inputs,
        List<Port> outputs,
        Map<String, Long> opsets,
        long irVersion,
        String producer,
        int nodes,
        long parameters) {
    /**
     * One input or output.
     *
     * @param type an ONNX element type in lower case, {@code sequence} or {@code map}
     * @param shape dimensions, for example {@code [N, 118]}; a free dimension without a name is {@code ?}
     */
    public record Port(String name, String type, String shape) {
        /** Whether a port of the same name says nothing else, names of free dimensions aside. */
        private boolean isLike(Port other) {
            return type.equals(other.type)
                    && shape.replaceAll("[^0-9,\\[\\] ]+", "?").equals(other.shape);
        }

        @Override
        public String toString() {
            return name + " " + type + " " + shape;
        }
    }

    /** The same, with what the runtime has found of types and shapes that the graph does not declare. */
    public GraphSummary completedBy(List<Port> loadedInputs, List<Port> loadedOutputs) {
        return new GraphSummary(
                completed(inputs, loadedInputs),
                completed(outputs, loadedOutputs),
                opsets,
                irVersion,
                producer,
                nodes,
                parameters);
    }

    private static List<Port> completed(List<Port> declared, List<Port> loaded) {
        return declared.stream()
                .map(port -> loaded.stream()
                        .filter(other -> other.name().equals(port.name()) && !port.isLike(other))
                        .findFirst()
                        .orElse(port))
                .toList();
    }

    /**
     * Reads a model that {@link GraphInspector} has let through.
     *
     * @throws ModelRefusedException if the bytes are no model
     */
    public static GraphSummary of(byte[] bytes) throws ModelRefusedException {
        try {
            return of(ModelProto.parseFrom(bytes));
        } catch (InvalidProtocolBufferException malformed) {
            throw new ModelRefusedException(RefusalStage.INSPECTION, "the file must be an ONNX model: does not parse");
        }
    }

    private static GraphSummary of(ModelProto model) {
        GraphProto graph = model.getGraph();
        Set<String> weights = new HashSet<>();
        long parameters = 0;
        for (TensorProto weight : graph.getInitializerList()) {
            weights.add(weight.getName());
            parameters += weight.getDimsList().stream().reduce(1L, (left, right) -> left * right);
        }
        Map<String, Long> opsets = new TreeMap<>();
        model.getOpsetImportList().forEach(opset -> opsets.put(domain(opset.getDomain()), opset.getVersion()));
        return new GraphSummary(
                graph.getInputList().stream()
                        .filter(input -> !weights.contains(input.getName()))
                        .map(GraphSummary::port)
                        .toList(),
                graph.getOutputList().stream().map(GraphSummary::port).toList(),
                opsets,
                model.getIrVersion(),
                ShownText.cut(model.getProducerName()),
                graph.getNodeCount(),
                parameters);
    }

    private static String domain(String name) {
        return name.isEmpty() ? "ai.onnx" : ShownText.cut(name);
    }

    private static Port port(ValueInfoProto value) {
        TypeProto type = value.getType();
        String name = ShownText.cut(value.getName());
        if (type.hasSequenceType()) {
            return new Port(name, "sequence", "");
        }
        if (type.hasMapType()) {
            return new Port(name, "map", "");
        }
        TensorProto.DataType element =
                TensorProto.DataType.forNumber(type.getTensorType().getElemType());
        return new Port(name, element == null ? "unknown" : type(element), shape(type));
    }

    private static String type(TensorProto.DataType element) {
        return switch (element) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            default -> element.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String shape(TypeProto type) {
        return type.getTensorType().getShape().getDimList().stream()
                .map(dimension -> {
                    if (!dimension.getDimParam().isEmpty()) {
                        return ShownText.cut(dimension.getDimParam());
                    }
                    return dimension.getDimValue() > 0 ? Long.toString(dimension.getDimValue()) : "?";
                })
                .toList()
                .toString();
    }
}
