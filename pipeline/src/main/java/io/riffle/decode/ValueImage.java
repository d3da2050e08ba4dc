package io.riffle.decode;

import io.riffle.config.EventConfig;
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
        Optional<String> time = config.time().field().map(name -> text(row.header(name)));
        if (time.isPresent()) {
            draft.time(shape.time().text(time.get()));
        }
    }

    private void identify(FrameRow row, EventDraft draft) throws RefusedException {
        String id = text(row.header(config.id()));
        if (id != null) {
            shape.id().check(id);
            draft.id(id);
        } else if (draft.id() == null) {
            draft.id(row.position().name());
        }
    }

    private void entity(FrameRow row, EventDraft draft) throws RefusedException {
        String header = text(row.header(config.entity()));
        String entity = header == null ? text(row.key()) : header;
        if (entity != null) {
            shape.entity().check(entity);
            draft.entity(entity);
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
