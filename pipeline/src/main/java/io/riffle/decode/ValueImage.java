package io.riffle.decode;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventPlace;
import io.riffle.decode.value.EventDraft;
import io.riffle.decode.value.ImageReader;
import io.riffle.decode.value.RefusedException;
import io.riffle.frame.FrameRow;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record whose whole value is an image. What JSON would say beside it stands in headers: id and event time under
 * the names that the configuration gives their fields, or as the attributes of a CloudEvent; the entity too, or it is the
 * record's key. Without an id the record's position is one.
 */
final class ValueImage {
    private final EventConfig config;
    private final EventShape shape;
    private final ImageReader reader;

    ValueImage(EventConfig config, EventShape shape, ImageReader reader) {
        this.config = config;
        this.shape = shape;
        this.reader = reader;
    }

    void read(byte[] value, FrameRow row, EventDraft draft) throws RefusedException {
        reader.accept(value, draft);
        identify(row, draft);
        entity(row, draft);
        Optional<String> time = config.time().place().map(place -> text(row.header(header(place))));
        if (time.isPresent()) {
            draft.time(shape.time().text(time.get()));
        }
    }

    private void identify(FrameRow row, EventDraft draft) throws RefusedException {
        String id = text(row.header(header(config.id().place())));
        if (id != null) {
            shape.id().check(id);
            draft.id(id);
        } else if (draft.id() == null) {
            draft.id(row.positionName());
        }
    }

    private void entity(FrameRow row, EventDraft draft) throws RefusedException {
        String header = text(row.header(header(config.entity().place())));
        String entity = header == null ? text(row.key()) : header;
        if (entity != null) {
            shape.entity().check(entity);
            draft.entity(entity);
        }
    }

    /** A path says the header's name, too: there is nothing else in the value that it could lead to. */
    private static String header(EventPlace place) {
        return place instanceof EventPlace.InHeader header ? header.name() : place.text();
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
