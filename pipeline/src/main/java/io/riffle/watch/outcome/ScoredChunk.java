package io.riffle.watch.outcome;

import io.riffle.frame.EventFrame;
import io.riffle.frame.ScoredFrame;
import io.riffle.schema.ScoredBy;
import io.riffle.stats.MulticlassPerformance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one scored frame in one record: one changelog record and one put per frame, not per event. */
record ScoredChunk(long storedAt, List<ScoredEvent> rows) implements Chunk<ScoredEvent> {
    private static final byte VERSION = 2;

    ScoredChunk {
        rows = List.copyOf(rows);
    }

    /** @param ranked whether the most likely classes are remembered */
    static ScoredChunk of(ScoredFrame frame, @Nullable String experiment, long storedAt, boolean ranked) {
        RankedColumns columns = ranked ? RankedColumns.of(frame.outputs()) : RankedColumns.NONE;
        EventFrame events = frame.events();
        ScoredBy by = new ScoredBy(frame.model(), frame.version(), frame.variant());
        List<ScoredEvent> rows = new ArrayList<>(events.size());
        for (int row = 0; row < events.size(); row++) {
            rows.add(new ScoredEvent(
                    events.eventId(row),
                    events.entity(row),
                    events.reachedTime(row),
                    frame.scores()[row],
                    frame.labels() == null ? null : frame.labels()[row],
                    by,
                    experiment,
                    columns.row(row)));
        }
        return new ScoredChunk(storedAt, rows);
    }

    /** The same rows in chunks of up to so many. */
    List<ScoredChunk> parts(int most) {
        List<ScoredChunk> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += most) {
            parts.add(new ScoredChunk(storedAt, rows.subList(from, Math.min(rows.size(), from + most))));
        }
        return parts;
    }

    @Override
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 48 * rows.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(storedAt);
            out.writeInt(rows.size());
            if (!rows.isEmpty()) {
                write(out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void write(DataOutputStream out) throws IOException {
        ScoredEvent first = rows.get(0);
        StoredText.write(out, first.model());
        StoredText.write(out, first.version());
        StoredText.write(out, first.variant());
        StoredText.write(out, first.experiment());
        for (ScoredEvent event : rows) {
            StoredText.write(out, event.eventId());
            StoredText.write(out, event.entity());
            out.writeLong(event.time());
            out.writeDouble(event.score());
            StoredText.write(out, event.label());
            write(out, event.ranked());
        }
    }

    private static void write(DataOutputStream out, MulticlassPerformance.Ranked ranked) throws IOException {
        out.writeShort(ranked.classes().size());
        for (int i = 0; i < ranked.classes().size(); i++) {
            StoredText.write(out, ranked.classes().get(i));
            out.writeDouble(ranked.scores().get(i));
        }
    }

    private static MulticlassPerformance.Ranked ranked(DataInputStream in) throws IOException {
        int size = in.readUnsignedShort();
        List<String> classes = new ArrayList<>(size);
        List<Double> scores = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            classes.add(StoredText.required(in));
            scores.add(in.readDouble());
        }
        return size == 0 ? MulticlassPerformance.Ranked.NONE : new MulticlassPerformance.Ranked(classes, scores);
    }

    /** What was stored, or null if it was by a version that wrote it otherwise. */
    static @Nullable ScoredChunk read(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() != VERSION) {
                return null;
            }
            long storedAt = in.readLong();
            int size = in.readInt();
            return new ScoredChunk(storedAt, size == 0 ? List.of() : rows(in, size));
        } catch (IOException cut) {
            throw new UncheckedIOException("a stored frame of scored events must be whole", cut);
        }
    }

    private static List<ScoredEvent> rows(DataInputStream in, int size) throws IOException {
        ScoredBy by = new ScoredBy(StoredText.required(in), StoredText.required(in), StoredText.required(in));
        String experiment = StoredText.read(in);
        List<ScoredEvent> rows = new ArrayList<>(size);
        for (int row = 0; row < size; row++) {
            rows.add(new ScoredEvent(
                    StoredText.required(in),
                    StoredText.required(in),
                    in.readLong(),
                    in.readDouble(),
                    StoredText.read(in),
                    by,
                    experiment,
                    ranked(in)));
        }
        return rows;
    }
}
