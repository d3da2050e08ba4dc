package io.riffle.app.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.app.http.RequestException;
import io.riffle.feature.TensorType;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests and answers of the Open Inference Protocol V2 as JSON, section "HTTP/REST" of its specification. */
final class InferJson {
    private InferJson() {}

    /**
     * What a request asks.
     *
     * @param tail the inputs that stand behind the JSON
     * @throws RequestException 400 naming the place, what must hold and what was found
     */
    static InferRequest request(JsonNode body, BinaryTail tail) {
        if (!body.isObject()) {
            throw RequestException.bad("the body must be a JSON object: was " + TensorData.kind(body));
        }
        List<Tensor> inputs = new ArrayList<>();
        JsonNode given = body.path("inputs");
        if (!given.isArray() || given.isEmpty()) {
            throw RequestException.bad("'inputs' must be a list of tensors: was " + TensorData.kind(given));
        }
        for (int i = 0; i < given.size(); i++) {
            inputs.add(tensor("inputs[" + i + "]", given.get(i), tail));
        }
        tail.requireEnd();
        JsonNode id = body.path("id");
        List<String> outputs = new ArrayList<>();
        Map<String, Boolean> raw = new HashMap<>();
        for (JsonNode output : list("outputs", body.path("outputs"))) {
            String where = "outputs[" + outputs.size() + "]";
            String name = text(where + ".name", output.path("name"));
            JsonNode parameters = parameters(where, output);
            Parameters.check("output '" + name + "'", names(parameters));
            truth(where + ".parameters." + OutputForm.OF_ONE, parameters.path(OutputForm.OF_ONE))
                    .ifPresent(wanted -> raw.put(name, wanted));
            outputs.add(name);
        }
        Optional<Boolean> all =
                truth("parameters." + OutputForm.OF_ALL, parameters("", body).path(OutputForm.OF_ALL));
        return new InferRequest(
                absent(id) ? "" : text("id", id), inputs, outputs, new OutputForm(all.orElse(false), raw));
    }

    private static Tensor tensor(String where, JsonNode node, BinaryTail tail) {
        String name = text(where + ".name", node.path("name"));
        TensorType type = Datatypes.of(name, text(where + ".datatype", node.path("datatype")));
        JsonNode parameters = parameters(where, node);
        Parameters.check("input '" + name + "'", names(parameters));
        List<Long> shape = shape(name, node.path("shape"));
        JsonNode size = parameters.path(Parameters.SIZE);
        JsonNode data = node.path("data");
        if (absent(size)) {
            if (parameters.path("content_type").asText().equals("base64")) {
                throw RequestException.bad(
                        "input '" + name + "' must have its values as they are: the content_type base64 is not served");
            }
            return TensorData.of(name, type, shape, data);
        }
        if (!absent(data)) {
            throw RequestException.bad("input '" + name + "' must have 'data' or " + Parameters.SIZE + ": has both");
        }
        return TensorData.of(name, type, shape, tail.take(name, size));
    }

    private static Iterable<JsonNode> list(String where, JsonNode node) {
        if (!node.isArray() && !absent(node)) {
            throw RequestException.bad("'" + where + "' must be a list: was " + TensorData.kind(node));
        }
        return node;
    }

    /** Clients that write all that there is write null for what is not. */
    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static JsonNode parameters(String where, JsonNode node) {
        JsonNode parameters = node.path("parameters");
        if (!parameters.isObject() && !absent(parameters)) {
            throw RequestException.bad("'" + (where.isEmpty() ? "" : where + ".")
                    + "parameters' must be an object: was " + TensorData.kind(parameters));
        }
        return parameters;
    }

    private static Set<String> names(JsonNode parameters) {
        Set<String> names = new HashSet<>();
        parameters.properties().forEach(parameter -> names.add(parameter.getKey()));
        return names;
    }

    private static Optional<Boolean> truth(String where, JsonNode node) {
        if (!node.isBoolean() && !absent(node)) {
            throw RequestException.bad("'" + where + "' must be true or false: was " + TensorData.shown(node));
        }
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
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

    /** @param tail takes the outputs that are wanted behind the JSON */
    static ObjectNode answer(InferAnswer answer, OutputForm form, List<ByteBuffer> tail) {
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
            if (form.raw(output.name())) {
                ByteBuffer raw = RawValues.bytes(output);
                node.putObject("parameters").put(Parameters.SIZE, raw.remaining());
                tail.add(raw);
            } else {
                TensorData.write(output, node.putArray("data"));
            }
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
