package io.riffle.app.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Texts of requests as JSON: not nested without end, each key once, nothing behind the value. */
public final class JsonText {
    /** As RFC 8259 has it. */
    public static final JsonText STRICT = new JsonText(false);

    /** With {@code NaN}, {@code Infinity} and {@code -Infinity} as numbers, as Python writes them. */
    public static final JsonText WITH_NAN = new JsonText(true);

    private static final int DEEPEST = 64;

    private final ObjectMapper mapper;

    private JsonText(boolean notANumber) {
        mapper = new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, notANumber)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * What the first bytes say.
     *
     * @throws RequestException 400 if that is no JSON, with the place
     */
    public JsonNode read(byte[] text, int length) {
        try (JsonParser parser = mapper.getFactory().createParser(text, 0, length)) {
            JsonNode node = mapper.reader().readTree(new FiniteNumbers(parser));
            if (node == null || node.isMissingNode()) {
                throw RequestException.bad("the body must be JSON: was empty");
            }
            return node;
        } catch (JsonProcessingException invalid) {
            String at = invalid.getLocation() == null
                    ? ""
                    : " (line " + invalid.getLocation().getLineNr() + ", column "
                            + invalid.getLocation().getColumnNr() + ")";
            throw RequestException.bad("the body must be JSON: " + firstSentence(invalid.getOriginalMessage()) + at);
        } catch (IOException invalid) {
            throw RequestException.bad("the body must be JSON in UTF-8: was not readable");
        }
    }

    /** Jackson goes on with classes and advice for programmers. */
    private static String firstSentence(String message) {
        String first = message.split("[\\n;(]", 2)[0].strip();
        return first.length() <= 160 ? first : first.substring(0, 160) + "...";
    }
}
