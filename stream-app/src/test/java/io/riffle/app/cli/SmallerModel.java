package io.riffle.app.cli;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What people do to a network to make it cheaper, done to the weights (matrices of float32) of an ONNX file. */
final class SmallerModel {
    private static final int FLOAT = 1;
    private static final int INT8 = 3;

    private SmallerModel() {}

    /** Weights of one byte: q = round(w / s) with s = max |w| / 127, and a DequantizeLinear in front of each use. */
    static byte[] quantised(byte[] onnx) throws Exception {
        ModelProto model = ModelProto.parseFrom(onnx);
        GraphProto.Builder graph =
                model.getGraph().toBuilder().clearInitializer().clearNode();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            if (isMatrix(tensor)) {
                quantise(tensor, graph);
            } else {
                graph.addInitializer(tensor);
            }
        }
        graph.addAllNode(model.getGraph().getNodeList());
        return model.toBuilder().setGraph(graph).build().toByteArray();
    }

    private static void quantise(TensorProto tensor, GraphProto.Builder graph) {
        float[] weights = weights(tensor);
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        float step = largest / 127;
        byte[] bytes = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            bytes[i] = (byte) Math.round(weights[i] / step);
        }
        String name = tensor.getName();
        graph.addInitializer(tensor.toBuilder()
                .clearFloatData()
                .setName(name + "_int8")
                .setDataType(INT8)
                .setRawData(ByteString.copyFrom(bytes)));
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name + "_step")
                .setDataType(FLOAT)
                .addFloatData(step));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("DequantizeLinear")
                .addInput(name + "_int8")
                .addInput(name + "_step")
                .addOutput(name));
    }

    /** The smallest weights of each matrix are zero. */
    static byte[] pruned(byte[] onnx, double share) throws Exception {
        return changed(onnx, weights -> {
            float[] sizes = new float[weights.length];
            for (int i = 0; i < weights.length; i++) {
                sizes[i] = Math.abs(weights[i]);
            }
            Arrays.sort(sizes);
            float least = sizes[(int) (share * sizes.length)];
            float[] kept = weights.clone();
            for (int i = 0; i < kept.length; i++) {
                kept[i] = Math.abs(kept[i]) < least ? 0 : kept[i];
            }
            return kept;
        });
    }

    private static byte[] changed(byte[] onnx, UnaryOperator<float[]> change) throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(onnx).toBuilder();
        for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
            if (isMatrix(tensor.build())) {
                float[] weights = change.apply(weights(tensor.build()));
                ByteBuffer bytes = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(weights);
                tensor.clearFloatData().setRawData(ByteString.copyFrom(bytes));
            }
        }
        return model.build().toByteArray();
    }

    private static boolean isMatrix(TensorProto tensor) {
        return tensor.getDataType() == FLOAT && tensor.getDimsCount() == 2;
    }

    private static float[] weights(TensorProto tensor) {
        if (tensor.getFloatDataCount() > 0) {
            float[] weights = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = tensor.getFloatData(i);
            }
            return weights;
        }
        FloatBuffer raw = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] weights = new float[raw.remaining()];
        raw.get(weights);
        return weights;
    }
}
