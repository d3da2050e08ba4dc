package io.riffle.app.cli.features;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file of recorded events, as bytes: a line is everything up to byte 0x0A, because events contain other
 * line separators of Unicode. Gzip is recognised by its first two bytes.
 */
final class EventLines implements AutoCloseable {
    private final InputStream stream;

    EventLines(InputStream raw) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        stream = zipped ? new BufferedInputStream(new GZIPInputStream(buffered, 1 << 16), 1 << 16) : buffered;
    }

    /** The next line, or null behind the last. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int read = stream.read();
        if (read < 0) {
            return null;
        }
        while (read >= 0 && read != '\n') {
            line.write(read);
            read = stream.read();
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
