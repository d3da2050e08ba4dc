package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.TensorShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares a request with what a model takes; says what does not fit in the words of the protocol. */
final class TensorRules {
    private TensorRules() {}

    /**
     * The request's inputs in the model's order.
     *
     * @throws RequestException 400 naming the tensor, what must hold and what was found
     */
    static List<Tensor> inputs(InferRequest request, TensorModel model) {
        List<Tensor> ordered = new ArrayList<>();
        for (TensorShape declared : model.inputs()) {
            ordered.add(fitting(request, declared));
        }
        checkKnown(request, model);
        checkRows(ordered);
        return ordered;
    }

    private static Tensor fitting(InferRequest request, TensorShape declared) {
        List<Tensor> named = request.inputs().stream()
                .filter(input -> input.name().equals(declared.name()))
                .toList();
        if (named.size() != 1) {
            throw RequestException.bad("input '" + declared.name() + "' must be given once: was given " + named.size()
                    + " times (it is " + declared.type().protocolName() + " " + declared.dimensions() + ")");
        }
        Tensor tensor = named.get(0);
        if (tensor.type() != declared.type()) {
            throw wrong(
                    tensor,
                    "datatype",
                    declared.type().protocolName(),
                    tensor.type().protocolName());
        }
        if (!fits(tensor.shape(), declared.dimensions())) {
            throw wrong(
                    tensor,
                    "shape",
                    declared.dimensions().toString(),
                    tensor.shape().toString());
        }
        return tensor;
    }

    private static RequestException wrong(Tensor tensor, String what, String expected, String found) {
        return RequestException.bad(
                "input '" + tensor.name() + "' must have the " + what + " " + expected + ": was " + found);
    }

    private static boolean fits(List<Long> shape, List<Long> declared) {
        if (shape.size() != declared.size()) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            if (declared.get(i) >= 0 && !declared.get(i).equals(shape.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static void checkKnown(InferRequest request, TensorModel model) {
        List<String> names = model.inputs().stream().map(TensorShape::name).toList();
        for (Tensor input : request.inputs()) {
            if (!names.contains(input.name())) {
                throw RequestException.bad("input '" + input.name() + "' must be one of the model's: it has " + names);
            }
        }
    }

    private static void checkRows(List<Tensor> inputs) {
        for (Tensor input : inputs) {
            if (input.rows() != inputs.get(0).rows()) {
                throw RequestException.bad("all inputs must have the same number of rows: '"
                        + inputs.get(0).name() + "' has " + inputs.get(0).rows() + ", '" + input.name() + "' has "
                        + input.rows());
            }
        }
    }

    /**
     * The names of the outputs to be answered: those that the request names, or all.
     *
     * @throws RequestException 400 naming the output, what must hold and what was found
     */
    static List<String> outputs(InferRequest request, TensorModel model) {
        List<String> names = model.outputs().stream().map(TensorShape::name).toList();
        Set<String> once = new HashSet<>();
        for (String output : request.outputs()) {
            if (!names.contains(output)) {
                throw RequestException.bad("output '" + output + "' must be one of the model's: it has " + names);
            }
            if (!once.add(output)) {
                throw RequestException.bad("output '" + output + "' must be asked for once: was more often");
            }
        }
        return request.outputs().isEmpty() ? names : request.outputs();
    }
}
