package io.riffle.scoring.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.graph.ClassifierOutputs;
import io.riffle.model.graph.GraphSummary;
import io.riffle.settings.ShownText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Inputs and outputs of a bare model as the runtime has them, which follow from the graph where it does not declare them. */
public record LoadedPorts(List<GraphSummary.Port> inputs, List<GraphSummary.Port> outputs) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * Loads a model that has been inspected, without evaluating anything of it, and lets it go again.
     *
     * @throws ModelRefusedException if the runtime does not take it
     */
    public static LoadedPorts of(byte[] model) throws ModelRefusedException {
        SessionLoader loader = new SessionLoader(SharedEnvironment.get(), LIMIT, OptLevel.NO_OPT);
        try (OrtSession session = load(loader, ClassifierOutputs.withTrueWidths(model))) {
            return new LoadedPorts(ports(session.getInputInfo()), ports(session.getOutputInfo()));
        } catch (OrtException unreadable) {
            throw new ModelRefusedException(
                    RefusalStage.LOAD,
                    "inputs and outputs must be readable: " + ShownText.cut(String.valueOf(unreadable.getMessage())));
        }
    }

    private static OrtSession load(SessionLoader loader, byte[] model) throws ModelRefusedException {
        try {
            return loader.load(model);
        } catch (ModelRefusedException refusal) {
            throw new ModelRefusedException(
                    RefusalStage.LOAD,
                    String.join("\n  ", refusal.problems())
                            + " (export it with operators and an operator set that ONNX Runtime has, such as opset 17)");
        }
    }

    private static List<GraphSummary.Port> ports(Map<String, NodeInfo> nodes) {
        return nodes.values().stream().map(LoadedPorts::port).toList();
    }

    private static GraphSummary.Port port(NodeInfo node) {
        String name = ShownText.cut(node.getName());
        if (node.getInfo() instanceof TensorInfo tensor) {
            List<String> shape = Arrays.stream(tensor.getShape())
                    .mapToObj(dimension -> dimension > 0 ? Long.toString(dimension) : "?")
                    .toList();
            return new GraphSummary.Port(name, TensorTypes.shown(tensor), shape.toString());
        }
        boolean maps = node.getInfo() instanceof SequenceInfo sequence && sequence.sequenceOfMaps;
        return new GraphSummary.Port(name, maps ? "sequence" : "other", "");
    }
}
