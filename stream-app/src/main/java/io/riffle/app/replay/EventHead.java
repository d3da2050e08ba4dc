package io.riffle.app.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.app.batch.InputLine;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.decode.EventClock;
import io.riffle.decode.EventField;
import io.riffle.decode.envelope.EventBytes;
import io.riffle.format.UnreadableValueException;
import io.riffle.format.csv.CsvRows;
import io.riffle.format.csv.CsvValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a record around an event would carry: the entity as its key, and the event time as its timestamp. A damaged event
 * has neither; that is for the pipeline to judge, not for the replay. Nor has one from the future a time: waiting for
 * it would stop the replay. Nor has one from before 1970: no record can be written with it.
 */
final class EventHead {
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FILE = "replay";

    private final EventBytes events;
    private final EventField entity;
    private final EventClock time;
    private final long ahead;
    private final Optional<CsvRows> rows;

    EventHead(EventConfig config) {
        events = new EventBytes(config);
        entity = new EventField(config.entity());
        time = new EventClock(config.time());
        rows = config.format().kind() == EventFormatConfig.Kind.CSV
                        && !config.format().csv().columns().isEmpty()
                ? Optional.of(CsvValues.rows(config, config.format().csv().columns()))
                : Optional.empty();
        ahead = config.time().maxAhead().orElse(AHEAD).toMillis();
    }

    /** Empty where the event has none that can be read. */
    Optional<String> entity(InputLine line) {
        return entity.of(events.of(json(line).row(FILE)));
    }

    /**
     * Milliseconds since the epoch; negative where the event has none that can be read, or one that clocks cannot explain.
     *
     * @param now milliseconds since the epoch
     */
    long time(InputLine line, long now) {
        OptionalLong found = time.of(events.of(json(line).row(FILE)));
        return found.isEmpty() || found.getAsLong() < 0 || found.getAsLong() > now + ahead ? -1 : found.getAsLong();
    }

    /** A row whose columns are known, as an object; anything else as it is. */
    private InputLine json(InputLine line) {
        byte[] event = line.event();
        if (rows.isEmpty() || event == null) {
            return line;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream(2 * event.length);
        try (JsonGenerator tokens = JSON.createGenerator(json)) {
            rows.get().write(event, tokens);
        } catch (IOException | UnreadableValueException otherRow) {
            return line;
        }
        return InputLine.event(line.number(), json.toByteArray());
    }
}
