package io.riffle.app.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.config.EventConfig;
import io.riffle.config.EventFormatConfig;
import io.riffle.config.EventTimeConfig.TimeUnit;
import io.riffle.decode.EventBytes;
import io.riffle.decode.EventField;
import io.riffle.format.UnreadableValueException;
import io.riffle.format.csv.CsvRows;
import io.riffle.format.csv.CsvValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record around an event would carry: the entity as its key, and the event time as its timestamp. A damaged event
 * has neither; that is for the pipeline to judge, not for the replay. Nor has one from the future a time: waiting for
 * it would stop the replay.
 */
final class EventHead {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration AHEAD = Duration.ofDays(1);

    private final EventBytes events;
    private final EventField entity;
    private final Optional<EventField> time;
    private final TimeUnit unit;
    private final long ahead;
    private final Optional<CsvRows> rows;

    EventHead(EventConfig config) {
        events = new EventBytes(config);
        entity = new EventField(config.entity());
        time = config.time().field().map(EventField::new);
        unit = config.time().unit();
        rows = config.format().kind() == EventFormatConfig.Kind.CSV
                        && !config.format().csv().columns().isEmpty()
                ? Optional.of(CsvValues.rows(config, config.format().csv().columns()))
                : Optional.empty();
        ahead = config.time().maxAhead().orElse(AHEAD).toMillis();
    }

    /** Empty where the event has none that can be read. */
    Optional<String> entity(byte @Nullable [] event) {
        return event == null ? Optional.empty() : entity.of(events.of(json(event)));
    }

    /**
     * Milliseconds since the epoch; negative where the event has none that can be read, or one that clocks cannot explain.
     *
     * @param now milliseconds since the epoch
     */
    long time(byte @Nullable [] event, long now) {
        if (event == null) {
            return -1;
        }
        long found = time.flatMap(field -> field.of(events.of(json(event))))
                .map(this::milliseconds)
                .orElse(-1L);
        return found > now + ahead ? -1 : found;
    }

    /** A row whose columns are known, as an object; anything else as it is. */
    private byte[] json(byte[] event) {
        if (rows.isEmpty()) {
            return event;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream(2 * event.length);
        try (JsonGenerator tokens = JSON.createGenerator(json)) {
            rows.get().write(event, tokens);
        } catch (IOException | UnreadableValueException otherRow) {
            return event;
        }
        return json.toByteArray();
    }

    private long milliseconds(String text) {
        if (unit == TimeUnit.ISO) {
            return iso(text);
        }
        if (!text.matches("\\d{1,15}")) {
            return -1;
        }
        long value = Long.parseLong(text);
        return switch (unit) {
            case S -> value * 1_000;
            case US -> value / 1_000;
            case MS, ISO -> value;
        };
    }

    private static long iso(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException none) {
            return -1;
        }
    }
}
