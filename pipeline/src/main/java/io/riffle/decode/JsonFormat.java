package io.riffle.decode;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.riffle.decode.value.RefusedException;
import io.riffle.decode.value.StrictText;
import io.riffle.frame.FrameRow;
import java.io.IOException;

/** JSON in strict UTF-8 without a byte order mark, at most 32 levels deep. */
final class JsonFormat implements EventFormat {
    private static final int MAX_DEPTH = 32;
    private static final int TOKEN_CHARACTERS = 40;

    private final StrictText text = new StrictText("JSON");
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
    public JsonParser open(FrameRow row, byte[] value) throws IOException, RefusedException {
        return text(value);
    }

    /** A parser of JSON that is no record's value. */
    JsonParser text(byte[] value) throws IOException, RefusedException {
        text.check(value);
        return json.createParser(value);
    }
}
