package io.riffle.app.learning;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.app.process.UserProblem;
import io.riffle.config.event.EventConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Events of a file of JSON lines or CSV, without a pipeline and without a champion. */
public final class PlainEvents implements EventSource {
    private static final int BLOCK = 1_024;

    private final Path file;
    private final PlainInputs inputs = new PlainInputs();

    /** Looks at the first events. */
    public PlainEvents(Path file) throws IOException, UserProblem {
        this.file = file;
        read(1, event -> inputs.see(event.path("features")));
        if (inputs.size() == 0) {
            throw new UserProblem("events must have fields under 'features': the first have none (" + file + ")");
        }
    }

    @Override
    public int inputs() {
        return inputs.size();
    }

    private interface Parsed {
        void event(JsonNode event) throws IOException, UserProblem;
    }

    @Override
    public void read(Each each) throws IOException, UserProblem {
        long[] line = {0};
        read(
                Integer.MAX_VALUE,
                event -> each.event(new AskedEvent(
                        line[0]++,
                        event.path("event_id").asText(),
                        event.path("entity_id").asText(),
                        event.path("event_time_ms").asLong(),
                        inputs.of(event.path("features")),
                        new double[0])));
    }

    private void read(int blocks, Parsed parsed) throws IOException, UserProblem {
        try (LineReader lines = new LineReader(file, DumpFormat.AUTO, EventConfig.DEFAULT_MAX_BYTES)) {
            List<InputLine> block = lines.read(BLOCK);
            RowFormat format = block.isEmpty() ? null : RowFormat.of(file, block.get(0));
            for (int i = 0; i < blocks && !block.isEmpty() && format != null; i++) {
                for (InputLine line : block) {
                    if (!format.isHeader(line)) {
                        parsed.event(format.event(line));
                    }
                }
                block = lines.read(BLOCK);
            }
        }
    }
}
