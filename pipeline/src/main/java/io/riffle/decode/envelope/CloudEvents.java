package io.riffle.decode.envelope;

import io.riffle.config.event.EnvelopeConfig.Kind;
import io.riffle.config.event.EventConfig;
import io.riffle.decode.value.EventDraft;
import io.riffle.decode.value.EventTimeRule;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.IdentifierRule;
import io.riffle.decode.value.RefusedException;
import io.riffle.frame.FrameRow;
import io.riffle.schema.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What CloudEvents 1.0 adds to an event, after the Kafka protocol binding: in binary mode the attributes are {@code ce_}
 * headers and the value is the event; in structured mode (content type {@code application/cloudevents+json}) the value
 * is an envelope and its {@code data} the event.
 *
 * <p>The envelope's id and time stand in where the event has none of its own. Its subject never becomes the entity: a
 * producer that names a card in the event and something else as subject would otherwise split one card's history in two.
 */
public final class CloudEvents {
    public static final String SPECVERSION = "specversion";
    public static final String DATA = "data";

    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String SPEC_VERSION = "ce_specversion";
    private static final String ID = "ce_id";
    private static final String TIME = "ce_time";

    private final Kind kind;
    private final boolean bare;
    private final CloudEventMark mark;
    private final IdentifierRule id;
    private final EventTimeRule time;

    public CloudEvents(EventConfig config, IdentifierRule id, EventTimeRule time) {
        kind = config.envelope().kind();
        bare = kind == Kind.NONE && config.envelope().payloadIn().isEmpty();
        mark = new CloudEventMark(config);
        this.id = id;
        this.time = time;
    }

    /** Whether the value is an envelope rather than the event itself. */
    public boolean isStructured(FrameRow row, byte[] value) {
        if (kind == Kind.CLOUDEVENTS) {
            return row.header(SPEC_VERSION) == null;
        }
        return isDeclaredStructured(row) || mark.isOn(value);
    }

    /** Whether the content type says that the value is an envelope. */
    public boolean isDeclaredStructured(FrameRow row) {
        if (!bare || !row.hasHeaders()) {
            return false;
        }
        byte[] contentType = row.header(CONTENT_TYPE);
        if (contentType == null || contentType.length < STRUCTURED.length()) {
            return false;
        }
        String text = new String(contentType, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        String mediaType = text.contains(";") ? text.substring(0, text.indexOf(';')) : text;
        return mediaType.strip().equals(STRUCTURED);
    }

    /** Takes the attributes from the headers; does nothing where the record is no CloudEvent in binary mode. */
    public void readHeaders(FrameRow row, EventDraft draft) throws RefusedException {
        byte[] specVersion = row.header(SPEC_VERSION);
        if (specVersion == null) {
            return;
        }
        checkSpecVersion(new String(specVersion, StandardCharsets.UTF_8));
        String headerId = text(row.header(ID));
        if (headerId != null) {
            id.check(headerId);
            draft.envelopeId(headerId);
        }
        String headerTime = text(row.header(TIME));
        if (headerTime != null) {
            draft.envelopeTime(time.iso(headerTime));
        }
    }

    public void checkSpecVersion(@Nullable String found) throws RefusedException {
        if (found == null) {
            throw new RefusedException(
                    DeadLetterReason.MISSING_FIELD, "specversion must be present in a CloudEvent: was missing or null");
        }
        if (!found.equals("1.0")) {
            throw new RefusedException(
                    DeadLetterReason.MALFORMED, "specversion of a CloudEvent must be 1.0: was " + Found.text(found));
        }
    }

    /** Bytes that are not UTF-8 become U+FFFD, as everywhere where Java reads headers. */
    private static @Nullable String text(byte @Nullable [] header) {
        return header == null ? null : new String(header, StandardCharsets.UTF_8);
    }
}
