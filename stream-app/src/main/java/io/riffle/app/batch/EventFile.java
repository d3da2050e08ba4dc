package io.riffle.app.batch;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens files of events, whatever they are written in: what is read are events in JSON, or records with such. An Avro
 * container file says that it is one.
 */
public final class EventFile {
    private final EventConfig event;
    private final DumpFormat dump;

    /** @param dump what a line is, where lines are no rows of a table */
    public EventFile(EventConfig event, DumpFormat dump) {
        this.event = event;
        this.dump = dump;
    }

    /** The same lines and rows as the file has them, to be sent on; a header is left out. */
    public LineReader unchanged(InputStream bytes, String name) throws IOException {
        LineFormat lines =
                event.format().kind() == EventFormatConfig.Kind.CSV ? CsvLines.unchanged(event) : dump.lines();
        return new LineReader(bytes, name, lines, event.maxBytes());
    }

    public LineReader open(Path file) throws IOException {
        return open(Files.newInputStream(file), file.toString());
    }

    /** Reads from somewhere else, for example from standard input, which messages call {@code name}. */
    public LineReader open(InputStream bytes, String name) throws IOException {
        LineFormat lines = event.format().kind() == EventFormatConfig.Kind.CSV ? new CsvLines(event) : dump.lines();
        return new LineReader(withoutAvro(bytes, name), name, lines, event.maxBytes());
    }

    private static InputStream withoutAvro(InputStream bytes, String name) throws IOException {
        BufferedInputStream file = new BufferedInputStream(bytes);
        file.mark(AvroLines.MAGIC.length);
        boolean avro = AvroLines.begins(file.readNBytes(AvroLines.MAGIC.length));
        file.reset();
        return avro ? new AvroLines(file, name) : file;
    }
}
