package io.riffle.app.grpc;

import com.google.protobuf.ByteString;
import io.riffle.app.http.RequestException;
import io.riffle.app.inference.InferAnswer;
import io.riffle.app.inference.InferRequest;
import io.riffle.feature.TensorType;
import io.riffle.inference.v2.ModelInferRequest;
import io.riffle.inference.v2.ModelInferRequest.InferInputTensor;
import io.riffle.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.riffle.inference.v2.ModelInferResponse;
import io.riffle.inference.v2.ModelInferResponse.InferOutputTensor;
import io.riffle.scoring.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests and answers as messages. Tensors are answered in contents; only half floats, which have none, as raw bytes. */
final class GrpcMessages {
    private GrpcMessages() {}

    /** @throws RequestException 400 naming the tensor, what must hold and what was found */
    static InferRequest request(ModelInferRequest message) {
        List<ByteString> raw = message.getRawInputContentsList();
        if (!raw.isEmpty() && raw.size() != message.getInputsCount()) {
            throw RequestException.bad("raw_input_contents must have bytes for each of " + message.getInputsCount()
                    + " inputs: has " + raw.size());
        }
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < message.getInputsCount(); i++) {
            InferInputTensor input = message.getInputs(i);
            inputs.add(tensor(input, raw.isEmpty() ? null : raw.get(i)));
        }
        List<String> outputs = message.getOutputsList().stream()
                .map(InferRequestedOutputTensor::getName)
                .toList();
        return new InferRequest(message.getId(), inputs, outputs);
    }

    private static Tensor tensor(InferInputTensor input, @Nullable ByteString raw) {
        TensorType type = type(input);
        try {
            Object values = raw == null ? Contents.values(type, input.getContents()) : RawContents.values(type, raw);
            return tensor(input, type, values);
        } catch (IllegalArgumentException wrong) {
            throw RequestException.bad("input '" + input.getName() + "' " + wrong.getMessage());
        }
    }

    private static Tensor tensor(InferInputTensor input, TensorType type, Object values) {
        List<Long> shape = input.getShapeList();
        boolean possible = !shape.isEmpty() && shape.stream().allMatch(dimension -> dimension > 0);
        int count = java.lang.reflect.Array.getLength(values);
        if (!possible || !fills(shape, count)) {
            throw RequestException.bad(
                    "input '" + input.getName() + "' must have values for the shape " + shape + ": has " + count);
        }
        return new Tensor(input.getName(), type, shape, values);
    }

    private static boolean fills(List<Long> shape, int count) {
        try {
            return Tensor.count(shape) == count;
        } catch (ArithmeticException tooMany) {
            return false;
        }
    }

    private static TensorType type(InferInputTensor input) {
        return Arrays.stream(TensorType.values())
                .filter(each -> each.protocolName().equals(input.getDatatype()))
                .findFirst()
                .orElseThrow(() -> RequestException.bad("input '" + input.getName()
                        + "' must have a datatype of the protocol: was '" + input.getDatatype() + "'"));
    }

    static ModelInferResponse response(InferAnswer answer) {
        ModelInferResponse.Builder message = ModelInferResponse.newBuilder()
                .setModelName(answer.model())
                .setModelVersion(answer.version())
                .setId(answer.id());
        boolean raw = answer.outputs().stream().anyMatch(output -> output.type() == TensorType.FLOAT16);
        for (Tensor output : answer.outputs()) {
            InferOutputTensor.Builder tensor = InferOutputTensor.newBuilder()
                    .setName(output.name())
                    .setDatatype(output.type().protocolName())
                    .addAllShape(output.shape());
            if (raw) {
                message.addRawOutputContents(RawContents.bytes(output));
            } else {
                tensor.setContents(Contents.of(output));
            }
            message.addOutputs(tensor);
        }
        return message.build();
    }
}
