package io.riffle.app.inference;

import java.util.Map;

/**
 * Whether outputs are wanted as raw bytes.
 *
 * @param raw of outputs that say nothing themselves
 * @param byName what outputs say themselves
 */
public record OutputForm(boolean raw, Map<String, Boolean> byName) {
    /** The parameter of a request. */
    public static final String OF_ALL = "binary_data_output";

    /** The parameter of an output. */
    public static final String OF_ONE = "binary_data";

    static final OutputForm USUAL = new OutputForm(false, Map.of());

    public OutputForm {
        byName = Map.copyOf(byName);
    }

    public boolean raw(String output) {
        return byName.getOrDefault(output, raw);
    }
}
