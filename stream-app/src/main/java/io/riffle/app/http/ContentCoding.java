package io.riffle.app.http;

import io.riffle.settings.ShownText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How a body was packed by its sender, as Content-Encoding says (RFC 9110, section 8.4.1). */
enum ContentCoding {
    IDENTITY,
    GZIP,
    /** In the frame of zlib (RFC 1950), as the standard has it. */
    DEFLATE;

    private static final int CHUNK = 8 << 10;

    /** @throws RequestException 415 if it is none of these */
    static ContentCoding of(@Nullable String header) {
        String name = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default ->
                throw new RequestException(
                        415, "Content-Encoding must be gzip, deflate or absent: was '" + ShownText.cut(name) + "'");
        };
    }

    /**
     * The body as it was before it was packed.
     *
     * @throws RequestException 413 if it is larger than {@code most} bytes, 400 if it is not packed so
     */
    byte[] unpacked(byte[] body, long most) {
        if (this == IDENTITY) {
            return body;
        }
        try (InputStream input = unpacking(new ByteArrayInputStream(body))) {
            ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
                unpacked.write(chunk, 0, read);
                if (unpacked.size() > most) {
                    throw RequestBody.tooLarge(most);
                }
            }
            return unpacked.toByteArray();
        } catch (IOException other) {
            throw RequestException.bad("the body must be " + name().toLowerCase(Locale.ROOT)
                    + ", as Content-Encoding says: " + other.getMessage());
        }
    }

    private InputStream unpacking(InputStream body) throws IOException {
        return this == GZIP ? new GZIPInputStream(body) : new InflaterInputStream(body);
    }
}
