package io.riffle.app.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Refuses digits that no number of 64 bits stands for: they would be taken for an infinity that nobody wrote. */
final class FiniteNumbers extends JsonParserDelegate {
    FiniteNumbers(JsonParser parser) {
        super(parser);
    }

    @Override
    public double getDoubleValue() throws IOException {
        double value = super.getDoubleValue();
        if (Double.isInfinite(value) && !isNaN()) {
            throw new JsonParseException(this, "a number must fit into 64 bits: was " + getText());
        }
        return value;
    }
}
