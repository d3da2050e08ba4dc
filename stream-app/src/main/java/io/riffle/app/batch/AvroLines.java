package io.riffle.app.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.format.avro.AvroFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;

/** The records of an Avro container file as lines of JSON. */
final class AvroLines extends InputStream {
    static final byte[] MAGIC = {'O', 'b', 'j', 1};

    private static final JsonFactory JSON = new JsonFactory();

    private final AvroFile file;
    private final String name;
    private byte[] line = {};
    private int at;

    AvroLines(InputStream bytes, String name) throws IOException {
        this.name = name;
        file = new AvroFile(bytes);
    }

    @Override
    public int read() throws IOException {
        return at < line.length || next() ? line[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == line.length && !next()) {
            return -1;
        }
        int some = Math.min(length, line.length - at);
        System.arraycopy(line, at, target, offset, some);
        at += some;
        return some;
    }

    private boolean next() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream(Math.max(256, line.length));
        try (JsonGenerator tokens = JSON.createGenerator(json)) {
            if (!file.next(tokens)) {
                return false;
            }
        } catch (AvroRuntimeException broken) {
            throw new IOException(
                    "the records of " + name + " must be Avro of its schema: " + broken.getMessage(), broken);
        }
        json.write('\n');
        line = json.toByteArray();
        at = 0;
        return true;
    }

    static boolean begins(byte[] file) {
        return Arrays.equals(file, MAGIC);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
