package io.riffle.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.riffle.config.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Bodies of requests, never larger than {@code http.max-body}, or than their route says. */
public final class RequestBody {
    private static final int CHUNK = 8 << 10;
    private static final String LIMIT = "riffle.max-body";

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
     * The whole body, unpacked if it was sent packed.
     *
     * @throws RequestException 413 if it is too large, whatever its length was said to be; 408 where it trickles in;
     *     400 and 415 if it cannot be unpacked
     */
    public static byte[] bytes(Context context) {
        Limit limit = limit(context);
        ContentCoding coding = ContentCoding.of(context.header("Content-Encoding"));
        return coding.unpacked(bytes(context, limit), limit.bytes());
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

    static RequestException tooLarge(long most) {
        return new RequestException(413, "the body must have at most " + most + " bytes: has more");
    }

    /**
     * The body as JSON.
     *
     * @throws RequestException 400 if it is none, with the place
     */
    public static JsonNode json(Context context) {
        byte[] body = bytes(context);
        return JsonText.STRICT.read(body, body.length);
    }
}
