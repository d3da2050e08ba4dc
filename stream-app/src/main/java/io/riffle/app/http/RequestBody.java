package io.riffle.app.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.riffle.config.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Bodies of requests, never larger than {@code http.max-body}, or than their route says. */
public final class RequestBody {
    private static final int DEEPEST = 64;
    private static final int CHUNK = 8 << 10;
    private static final String LIMIT = "riffle.max-body";
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** A file may take longer than an answer, but must not trickle in: this many bytes buy a second more. */
    private static final long BYTES_PER_SECOND = 1 << 20;

    private record Limit(long bytes, long untilNanos, long nanosPerByte) {}

    private RequestBody() {}

    static void limit(Context context, HttpLimits limits, long arrivedNanos) {
        context.attribute(
                LIMIT,
                new Limit(limits.maxBody(), arrivedNanos + limits.deadline().toNanos(), 0));
    }

    /**
     * The whole body.
     *
     * @throws RequestException 413 if it is too large, whatever its length was said to be; 408 where it trickles in
     */
    public static byte[] bytes(Context context) {
        return bytes(context, limit(context));
    }

    /**
     * A file, whatever {@code http.max-body} is.
     *
     * @throws RequestException 413 if it is too large, before it is read where its length was said; 408 if it is
     *     slower than a mebibyte a second after {@code http.deadline}
     */
    public static byte[] file(Context context, long maxBytes) {
        if (context.contentLength() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        long nanosPerByte = TimeUnit.SECONDS.toNanos(1) / BYTES_PER_SECOND;
        return bytes(context, new Limit(maxBytes, limit(context).untilNanos(), nanosPerByte));
    }

    private static Limit limit(Context context) {
        Limit limit = context.attribute(LIMIT);
        if (limit == null) {
            throw new IllegalStateException("a body can be read within a route only");
        }
        return limit;
    }

    private static byte[] bytes(Context context, Limit limit) {
        try {
            return read(context.bodyInputStream(), limit);
        } catch (IOException broken) {
            throw RequestException.bad("the body must arrive completely: it ended early");
        }
    }

    private static byte[] read(InputStream input, Limit limit) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
            body.write(chunk, 0, read);
            if (body.size() > limit.bytes()) {
                throw tooLarge(limit.bytes());
            }
            if (System.nanoTime() - limit.untilNanos() - body.size() * limit.nanosPerByte() > 0) {
                throw new RequestException(408, "the body must arrive within the deadline: it was too slow");
            }
        }
        return body.toByteArray();
    }

    private static RequestException tooLarge(long most) {
        return new RequestException(413, "the body must have at most " + most + " bytes: has more");
    }

    /**
     * The body as JSON.
     *
     * @throws RequestException 400 if it is none, with the place
     */
    public static JsonNode json(Context context) {
        byte[] body = bytes(context);
        try {
            JsonNode node = JSON.readTree(body);
            if (node.isMissingNode()) {
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
