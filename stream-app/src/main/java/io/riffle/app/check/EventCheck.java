package io.riffle.app.check;

import io.riffle.config.Pipeline;
import io.riffle.deadletter.Rejection;
import io.riffle.decode.Decoded;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.EventFormats;
import io.riffle.decode.WarningCounts;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.SkipReason;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes records without scoring them, and counts what becomes of each. */
public final class EventCheck {
    /** A topic may hold as many kinds of rubbish as records. */
    private static final int MOST_KINDS = 200;

    private final RecordArrays arrays;
    private final EventDecoder decoder;
    private final EventFrame frame;
    private final WarningCounts warnings = new WarningCounts();
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final Map<Kind, Refusals> refusals = new LinkedHashMap<>();
    private long records;
    private long events;
    private long accepted;
    private long refused;

    /** What refusals have in common. */
    private record Kind(
            String reason, @Nullable String field, @Nullable String setting) {}

    public EventCheck(Pipeline pipeline) {
        FeatureSchema schema = pipeline.schema();
        arrays = new RecordArrays(pipeline.event());
        decoder = new EventDecoder(pipeline.event(), schema, EventFormats.of(pipeline.event(), System::nanoTime));
        frame = new EventFrame(schema, 1);
    }

    /** Takes one record. */
    public void add(FrameRow record) {
        records++;
        arrays.of(record).forEach(this::decode);
    }

    private void decode(FrameRow row) {
        events++;
        frame.clear(1);
        Decoded decoded = decoder.decode(row, frame, warnings);
        if (decoded instanceof Decoded.Skipped none) {
            skipped.merge(none.reason(), 1L, Long::sum);
        } else if (decoded instanceof Decoded.Refused refusal) {
            refuse(row, refusal.why());
        } else {
            accepted++;
        }
    }

    private void refuse(FrameRow row, Rejection why) {
        refused++;
        Kind kind = new Kind(why.reason().label(), why.field(), why.setting());
        Refusals known = refusals.get(kind);
        if (known == null && refusals.size() < MOST_KINDS) {
            known = new Refusals(row, why);
            refusals.put(kind, known);
        }
        if (known != null) {
            known.count++;
        }
    }

    /** Records that were read. */
    public long records() {
        return records;
    }

    /** What they held: an array its elements, a record without an event one. */
    public long events() {
        return events;
    }

    public long accepted() {
        return accepted;
    }

    public long refused() {
        return refused;
    }

    public Map<SkipReason, Long> skipped() {
        return Map.copyOf(skipped);
    }

    /** How many accepted events are odd in that way. */
    public int warned(QualityWarning warning) {
        return warnings.rows(warning);
    }

    /** The kinds of refusals, the most frequent first. */
    public List<Refusals> refusals() {
        return refusals.values().stream()
                .sorted(Comparator.comparingLong(Refusals::count).reversed())
                .toList();
    }

    /** Refusals of one kind, and the first of them. */
    public static final class Refusals {
        private final FrameRow row;
        private final Rejection why;
        private long count;

        private Refusals(FrameRow row, Rejection why) {
            this.row = row;
            this.why = why;
        }

        public long count() {
            return count;
        }

        /** The first row that was refused. */
        public FrameRow row() {
            return row;
        }

        /** Why it was. */
        public Rejection why() {
            return why;
        }
    }
}
