package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import java.util.Map;
import java.util.Set;

/**
 * Parameters that change what values are, or what is answered, in a way that is not served. Leaving them out of account
 * would answer another question than was asked; all other parameters are the caller's notes.
 */
public final class Parameters {
    /** The parameter that says how large an input behind the JSON is, or an output. */
    static final String SIZE = "binary_data_size";

    private static final Map<String, String> NOT_SERVED = Map.of(
            "shared_memory_region", "shared memory",
            "classification", "the classification extension");

    private Parameters() {}

    /**
     * Refuses what is not served.
     *
     * @param where the tensor, such as {@code input 'x'}
     * @throws RequestException 400 naming the tensor and the parameter
     */
    public static void check(String where, Set<String> names) {
        NOT_SERVED.forEach((name, what) -> {
            if (names.contains(name)) {
                throw RequestException.bad(where + " must have no parameter " + name + ": " + what + " is not served");
            }
        });
    }
}
