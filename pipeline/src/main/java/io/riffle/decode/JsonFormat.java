package io.riffle.decode;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;

/** JSON in strict UTF-8 without a byte order mark, at most 32 levels deep. */
final class JsonFormat implements EventFormat {
    private static final int MAX_DEPTH = 32;
    private static final int TOKEN_CHARACTERS = 40;

    private final Utf8Check utf8 = new Utf8Check();
    private final JsonFactory json;

    /** @param maxBytes of a value; texts are then refused by the name of their field */
    JsonFormat(int maxBytes) {
        json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(maxBytes)
                        .build())
                .errorReportConfiguration(ErrorReportConfiguration.builder()
                        .maxErrorTokenLength(TOKEN_CHARACTERS)
                        .build())
                // Correctly rounded like the JDK's parser, without a string per number.
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                // No JSON, but what Python and others write; whoever reads a value decides on them.
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    @Override
    public JsonParser open(byte[] value) throws IOException, RefusedException {
        checkText(value);
        return json.createParser(value);
    }

    private void checkText(byte[] value) throws RefusedException {
        // Jackson would take a byte order mark, and guess UTF-16 or UTF-32 from zero bytes among the first ones.
        if (value[0] <= 0 || (value.length > 1 && value[1] == 0)) {
            throw malformed("must be JSON in UTF-8 without a byte order mark: starts with byte " + hex(value[0]));
        }
        int invalid = utf8.firstInvalid(value, 0, value.length);
        if (invalid >= 0) {
            throw malformed("must be UTF-8: was byte " + hex(value[invalid]) + " at index " + invalid);
        }
    }

    private static RefusedException malformed(String rule) {
        return new RefusedException(DeadLetterReason.MALFORMED, "the value " + rule);
    }

    private static String hex(byte value) {
        return String.format("0x%02X", value);
    }
}
