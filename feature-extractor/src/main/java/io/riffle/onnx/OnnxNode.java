package io.riffle.onnx;

import java.util.ArrayList;
import java.util.List;

/** One operator with its inputs, outputs and attributes. */
public final class OnnxNode {
    /** The domain of what scikit-learn and tree ensembles need. */
    public static final String ML = "ai.onnx.ml";

    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int TENSOR = 4;
    private static final int INTS = 7;
    private static final int STRINGS = 8;

    private final String domain;
    private final String operator;
    private final List<String> inputs;
    private final List<String> outputs;
    private final List<Wire> attributes = new ArrayList<>();
    private String name;

    private OnnxNode(String domain, String operator, List<String> inputs, List<String> outputs) {
        this.domain = domain;
        this.operator = operator;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.name = "make_" + outputs.get(0);
    }

    /** An operator of ONNX itself. */
    public static OnnxNode of(String operator, List<String> inputs, String output) {
        return new OnnxNode("", operator, inputs, List.of(output));
    }

    /** An operator of the domain {@link #ML}. */
    public static OnnxNode ml(String operator, List<String> inputs, String output) {
        return new OnnxNode(ML, operator, inputs, List.of(output));
    }

    /** Another name than {@code make_} and the first output. */
    public OnnxNode named(String other) {
        name = other;
        return this;
    }

    public OnnxNode with(String attribute, long value) {
        return attribute(new Wire().text(1, attribute).number(3, value), INT);
    }

    public OnnxNode with(String attribute, float value) {
        return attribute(new Wire().text(1, attribute).real(2, value), FLOAT);
    }

    public OnnxNode with(String attribute, String value) {
        return attribute(new Wire().text(1, attribute).text(4, value), STRING);
    }

    public OnnxNode with(String attribute, long[] values) {
        return attribute(new Wire().text(1, attribute).packed(8, values), INTS);
    }

    public OnnxNode with(String attribute, OnnxTensor value) {
        return attribute(new Wire().text(1, attribute).message(5, value.wire()), TENSOR);
    }

    public OnnxNode with(String attribute, List<String> values) {
        Wire wire = new Wire().text(1, attribute);
        values.forEach(value -> wire.text(9, value));
        return attribute(wire, STRINGS);
    }

    private OnnxNode attribute(Wire wire, int type) {
        attributes.add(wire.number(20, type));
        return this;
    }

    boolean isMl() {
        return domain.equals(ML);
    }

    Wire wire() {
        Wire wire = new Wire();
        inputs.forEach(input -> wire.text(1, input));
        outputs.forEach(output -> wire.text(2, output));
        wire.text(3, name).text(4, operator);
        attributes.forEach(attribute -> wire.message(5, attribute));
        if (!domain.isEmpty()) {
            wire.text(7, domain);
        }
        return wire;
    }
}
