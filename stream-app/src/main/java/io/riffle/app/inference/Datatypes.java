package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.feature.TensorType;
import java.util.Arrays;

/** The datatypes of the protocol that a model here can have. */
public final class Datatypes {
    private Datatypes() {}

    /**
     * The type of that name.
     *
     * @throws RequestException 400 naming the input and what was found
     */
    public static TensorType of(String input, String datatype) {
        return Arrays.stream(TensorType.values())
                .filter(each -> each.protocolName().equals(datatype))
                .findFirst()
                .orElseThrow(() -> RequestException.bad("input '" + input + "' must have one of the datatypes "
                        + Arrays.stream(TensorType.values())
                                .map(TensorType::protocolName)
                                .toList() + ": was " + shown(datatype)));
    }

    private static String shown(String datatype) {
        return datatype.length() <= 40 ? datatype : datatype.substring(0, 40) + "...";
    }
}
