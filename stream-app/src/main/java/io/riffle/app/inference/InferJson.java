package io.riffle.app.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.app.http.RequestException;
import io.riffle.feature.TensorType;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Requests and answers of the Open Inference Protocol V2 as JSON, section "HTTP/REST" of its specification. */
final class InferJson {
    private InferJson() {}

    /** @throws RequestException 400 naming the place, what must hold and what was found */
    static InferRequest request(JsonNode body) {
        if (!body.isObject()) {
            throw RequestException.bad("the body must be a JSON object: was " + TensorData.kind(body));
        }
        List<Tensor> inputs = new ArrayList<>();
        JsonNode given = body.path("inputs");
        if (!given.isArray() || given.isEmpty()) {
            throw RequestException.bad("'inputs' must be a list of tensors: was " + TensorData.kind(given));
        }
        for (int i = 0; i < given.size(); i++) {
            inputs.add(tensor("inputs[" + i + "]", given.get(i)));
        }
        List<String> outputs = new ArrayList<>();
        body.path("outputs")
                .forEach(output -> outputs.add(text("outputs[" + outputs.size() + "].name", output.path("name"))));
        JsonNode id = body.path("id");
        return new InferRequest(id.isMissingNode() || id.isNull() ? "" : text("id", id), inputs, outputs);
    }

    private static Tensor tensor(String where, JsonNode node) {
        String name = text(where + ".name", node.path("name"));
        String datatype = text(where + ".datatype", node.path("datatype"));
        TensorType type = Arrays.stream(TensorType.values())
                .filter(each -> each.protocolName().equals(datatype))
                .findFirst()
                .orElseThrow(() -> RequestException.bad("input '" + name + "' must have one of the datatypes "
                        + Arrays.stream(TensorType.values())
                                .map(TensorType::protocolName)
                                .toList() + ": was " + datatype));
        return TensorData.of(name, type, shape(name, node.path("shape")), node.path("data"));
    }

    private static List<Long> shape(String name, JsonNode shape) {
        List<Long> dimensions = new ArrayList<>();
        for (JsonNode dimension : shape) {
            if (!dimension.canConvertToLong() || !dimension.isIntegralNumber() || dimension.longValue() < 1) {
                throw RequestException.bad(
                        "input '" + name + "' must have a shape of whole numbers from 1: has the dimension "
                                + TensorData.shown(dimension));
            }
            dimensions.add(dimension.longValue());
        }
        if (dimensions.isEmpty()) {
            throw RequestException.bad(
                    "input '" + name + "' must have a shape, such as [1, 4]: was " + TensorData.kind(shape));
        }
        return dimensions;
    }

    private static String text(String where, JsonNode node) {
        if (!node.isTextual()) {
            throw RequestException.bad("'" + where + "' must be text: was " + TensorData.kind(node));
        }
        return node.textValue();
    }

    static ObjectNode answer(InferAnswer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model_name", answer.model()).put("model_version", answer.version());
        if (!answer.id().isEmpty()) {
            json.put("id", answer.id());
        }
        ArrayNode outputs = json.putArray("outputs");
        for (Tensor output : answer.outputs()) {
            ObjectNode node = outputs.addObject().put("name", output.name());
            output.shape().forEach(node.putArray("shape")::add);
            node.put("datatype", output.type().protocolName());
            TensorData.write(output, node.putArray("data"));
        }
        return json;
    }

    static ObjectNode model(ModelView model) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", model.name());
        model.versions().forEach(json.putArray("versions")::add);
        json.put("platform", ModelView.PLATFORM);
        shapes(model.inputs(), json.putArray("inputs"));
        shapes(model.outputs(), json.putArray("outputs"));
        return json;
    }

    private static void shapes(List<TensorShape> shapes, ArrayNode json) {
        for (TensorShape shape : shapes) {
            ObjectNode node = json.addObject().put("name", shape.name());
            node.put("datatype", shape.type().protocolName());
            shape.dimensions().forEach(node.putArray("shape")::add);
        }
    }
}
