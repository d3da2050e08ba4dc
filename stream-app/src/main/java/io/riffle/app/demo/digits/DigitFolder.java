package io.riffle.app.demo.digits;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;

/** Writes the model of the digits as a model folder. */
final class DigitFolder {
    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int GOLDEN = 3;

    private DigitFolder() {}

    static void write(Path folder, DigitModel model, long seed) throws IOException {
        byte[] onnx = onnx(model);
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), onnx);
        Files.writeString(folder.resolve("model.yaml"), manifest(folder, model, onnx, seed));
    }

    private static String manifest(Path folder, DigitModel model, byte[] onnx, long seed) {
        StringBuilder text = new StringBuilder("""
                # Made by `riffle demo digits --train DIR --seed %d`. Do not edit.
                name: digits
                version: "%s"
                sha256: %s
                task: multiclass-classification
                inputs:
                  image:
                    type: float32
                    columns:
                      - photo: [{resize: {width: 28, height: 28, method: antialias}}, grey, {divide: {by: 255}}]
                output:
                  score: {tensor: probabilities, column: "0"}
                  labels: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
                  top: 3
                golden:
                  rows:
                """.formatted(seed, folder.getFileName(), sha256(onnx)));
        Random random = new Random(seed);
        for (int digit = 0; digit < GOLDEN; digit++) {
            SegmentDigit drawn = SegmentDigit.draw(digit, random);
            text.append(String.format(
                    Locale.ROOT,
                    "    - {features: {photo: %s}, score: %.7f}%n",
                    Base64.getEncoder().encodeToString(drawn.png()),
                    model.probabilities(drawn.values())[0]));
        }
        return text.toString();
    }

    private static byte[] onnx(DigitModel model) {
        GraphProto graph = GraphProto.newBuilder()
                .setName("digits")
                .addInput(value("image", DigitModel.INPUTS))
                .addOutput(value("probabilities", DigitModel.CLASSES))
                .addInitializer(tensor("weights", model.weights(), DigitModel.CLASSES, DigitModel.INPUTS))
                .addInitializer(tensor("biases", model.biases(), DigitModel.CLASSES))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Gemm")
                        .addInput("image")
                        .addInput("weights")
                        .addInput("biases")
                        .addOutput("logits")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("transB")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(1)))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Softmax")
                        .addInput("logits")
                        .addOutput("probabilities"))
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("riffle")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(15))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static TensorProto tensor(String name, float[] values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(FLOAT).setRawData(ByteString.copyFrom(bytes));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        return tensor.build();
    }

    private static ValueInfoProto value(String name, int width) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
                .build();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
