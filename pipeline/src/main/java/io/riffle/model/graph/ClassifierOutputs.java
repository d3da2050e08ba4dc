package io.riffle.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the operators behind a graph's outputs tell about classes. Declared shapes do not: XGBoost's converter declares one
 * column for two classes, and the runtime gives two.
 */
public final class ClassifierOutputs {
    /** What hands its first input on, value by value. */
    private static final Set<String> PASSING =
            Set.of("Identity", "Cast", "ZipMap", "Reshape", "Squeeze", "Normalizer", "Softmax", "Sigmoid", "Flatten");

    private static final int LONGEST_WAY = 100;

    private final Map<String, NodeProto> makers = new HashMap<>();

    private ClassifierOutputs(GraphProto graph) {
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(output -> makers.putIfAbsent(output, node)));
    }

    /**
     * Looks at a model that {@link GraphInspector} has let through.
     *
     * @throws ModelRefusedException if the bytes are no model
     */
    public static ClassifierOutputs of(byte[] bytes) throws ModelRefusedException {
        return new ClassifierOutputs(parse(bytes).getGraph());
    }

    /** Classes in the order of the output's columns or of its map; empty if the graph does not tell. */
    public List<String> labels(String output) {
        String name = output;
        for (int way = 0; way < LONGEST_WAY; way++) {
            NodeProto maker = makers.get(name);
            if (maker == null) {
                return List.of();
            }
            List<String> labels = labels(maker);
            if (!labels.isEmpty()) {
                return labels;
            }
            if (!PASSING.contains(maker.getOpType()) || maker.getInputCount() == 0) {
                return List.of();
            }
            name = maker.getInput(0);
        }
        return List.of();
    }

    /** The operator that makes an output, such as {@code LogSoftmax}; empty if none does. */
    public String operator(String output) {
        return Optional.ofNullable(makers.get(output)).map(NodeProto::getOpType).orElse("");
    }

    /** The same model, with as many columns declared for a classifier's scores as it has classes. */
    public static byte[] withTrueWidths(byte[] bytes) throws ModelRefusedException {
        ModelProto model = parse(bytes);
        Map<String, Integer> widths = widths(model.getGraph());
        ModelProto.Builder corrected = null;
        for (int i = 0; i < model.getGraph().getOutputCount(); i++) {
            ValueInfoProto output = model.getGraph().getOutput(i);
            int width = widths.getOrDefault(output.getName(), 0);
            if (width > 0 && declaresOther(output, width)) {
                corrected = corrected == null ? model.toBuilder() : corrected;
                corrected
                        .getGraphBuilder()
                        .getOutputBuilder(i)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(1)
                        .setDimValue(width);
            }
        }
        return corrected == null ? bytes : corrected.build().toByteArray();
    }

    /** Of the scores of classifiers, which are their second output. */
    private static Map<String, Integer> widths(GraphProto graph) {
        Map<String, Integer> widths = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            boolean scores = node.getOpType().endsWith("Classifier") && node.getOutputCount() > 1;
            if (scores && labels(node).size() > 1) {
                widths.put(node.getOutput(1), labels(node).size());
            }
        }
        return widths;
    }

    private static boolean declaresOther(ValueInfoProto output, int width) {
        TensorShapeProto shape = output.getType().getTensorType().getShape();
        return shape.getDimCount() == 2
                && shape.getDim(1).getDimValue() > 0
                && shape.getDim(1).getDimValue() != width;
    }

    private static List<String> labels(NodeProto node) {
        List<String> labels = new ArrayList<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            switch (attribute.getName()) {
                case "classlabels_int64s", "classlabels_ints" ->
                    attribute.getIntsList().forEach(label -> labels.add(String.valueOf(label)));
                case "classlabels_strings" ->
                    attribute.getStringsList().stream()
                            .map(ByteString::toStringUtf8)
                            .forEach(labels::add);
                default -> {
                    // Of no interest here.
                }
            }
        }
        return labels;
    }

    private static ModelProto parse(byte[] bytes) throws ModelRefusedException {
        try {
            return ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new ModelRefusedException(RefusalStage.INSPECTION, "the file must be an ONNX model: does not parse");
        }
    }
}
