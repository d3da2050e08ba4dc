package io.riffle.enrichment.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the answer to one GET: a JSON object with a member for each field. Numbers are read from their digits, as in hashes. */
final class JsonOutput extends ProfileOutput {
    private static final int DEEPEST = 64;

    /** With NaN and the infinities, as Python writes them. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final HashFields fields;
    private int answers;

    JsonOutput(String entity, HashFields fields, MalformedValues malformed, LargeEntities large) {
        super(entity, fields, malformed, large);
        this.fields = fields;
    }

    @Override
    boolean isWhole() {
        return answers == 1;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        answers++;
        if (bytes == null || !admits(bytes.remaining())) {
            return;
        }
        byte[] text = new byte[bytes.remaining()];
        bytes.get(bytes.position(), text);
        try (JsonParser parser = JSON.createParser(text)) {
            read(parser);
        } catch (JsonProcessingException invalid) {
            refuse("it must be a JSON object, and no JSON is stored");
        } catch (IOException impossible) {
            throw new IllegalStateException("an array must be readable", impossible);
        }
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            refuse("it must be a JSON object, and other JSON is stored");
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int field = fields.stored(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field >= 0) {
                member(field, token, parser);
            }
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            refuse("it must be a JSON object, and more than one is stored");
        }
    }

    private void member(int field, JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        ByteBuffer text = ByteBuffer.wrap(parser.getText().getBytes(StandardCharsets.UTF_8));
        if (token.isScalarValue()) {
            value(field, text);
        } else {
            noValue(field, text);
        }
    }
}
