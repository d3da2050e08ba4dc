package io.riffle.app.grpc;

import com.google.protobuf.ByteString;
import io.riffle.app.http.RequestException;
import io.riffle.app.inference.Datatypes;
import io.riffle.app.inference.InferAnswer;
import io.riffle.app.inference.InferRequest;
import io.riffle.app.inference.OutputForm;
import io.riffle.app.inference.Parameters;
import io.riffle.app.inference.RawValues;
import io.riffle.feature.TensorType;
import io.riffle.inference.v2.InferParameter;
import io.riffle.inference.v2.ModelInferRequest;
import io.riffle.inference.v2.ModelInferRequest.InferInputTensor;
import io.riffle.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.riffle.inference.v2.ModelInferResponse;
import io.riffle.inference.v2.ModelInferResponse.InferOutputTensor;
import io.riffle.scoring.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers as messages. Who sends raw bytes, or asks for them, is answered with raw bytes; who sends contents
 * with contents. Half floats have no contents.
 */
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
            Parameters.check(
                    "input '" + input.getName() + "'", input.getParametersMap().keySet());
            inputs.add(tensor(input, raw.isEmpty() ? null : raw.get(i)));
        }
        List<String> outputs = new ArrayList<>();
        Map<String, Boolean> wanted = new HashMap<>();
        for (InferRequestedOutputTensor output : message.getOutputsList()) {
            Parameters.check(
                    "output '" + output.getName() + "'",
                    output.getParametersMap().keySet());
            outputs.add(output.getName());
            truth(output.getParametersMap(), OutputForm.OF_ONE).ifPresent(truth -> wanted.put(output.getName(), truth));
        }
        boolean all = truth(message.getParametersMap(), OutputForm.OF_ALL).orElse(!raw.isEmpty());
        return new InferRequest(message.getId(), inputs, outputs, new OutputForm(all, wanted));
    }

    private static Optional<Boolean> truth(Map<String, InferParameter> parameters, String name) {
        InferParameter parameter = parameters.get(name);
        return parameter == null || !parameter.hasBoolParam()
                ? Optional.empty()
                : Optional.of(parameter.getBoolParam());
    }

    private static Tensor tensor(InferInputTensor input, @Nullable ByteString raw) {
        TensorType type = Datatypes.of(input.getName(), input.getDatatype());
        if (raw != null && input.hasContents()) {
            throw RequestException.bad(
                    "input '" + input.getName() + "' must have contents or raw_input_contents: has both");
        }
        try {
            Object values = raw == null
                    ? Contents.values(type, input.getContents())
                    : RawValues.values(type, raw.asReadOnlyByteBuffer());
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

    /** @param form raw bytes are for all outputs or for none */
    static ModelInferResponse response(InferAnswer answer, OutputForm form) {
        ModelInferResponse.Builder message = ModelInferResponse.newBuilder()
                .setModelName(answer.model())
                .setModelVersion(answer.version())
                .setId(answer.id());
        boolean raw = answer.outputs().stream()
                .anyMatch(output -> output.type() == TensorType.FLOAT16 || form.raw(output.name()));
        for (Tensor output : answer.outputs()) {
            InferOutputTensor.Builder tensor = InferOutputTensor.newBuilder()
                    .setName(output.name())
                    .setDatatype(output.type().protocolName())
                    .addAllShape(output.shape());
            if (raw) {
                message.addRawOutputContents(ByteString.copyFrom(RawValues.bytes(output)));
            } else {
                tensor.setContents(Contents.of(output));
            }
            message.addOutputs(tensor);
        }
        return message.build();
    }
}
