package io.riffle.watch.outcome;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labels of one frame in one record. */
record LabelChunk(long storedAt, List<Label> rows) implements Chunk<Label> {
    private static final byte VERSION = 1;

    LabelChunk {
        rows = List.copyOf(rows);
    }

    @Override
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 32 * rows.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(storedAt);
            out.writeInt(rows.size());
            for (Label label : rows) {
                StoredText.write(out, label.eventId());
                StoredText.write(out, label.truth());
                out.writeLong(label.time());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What was stored, or null if it was by a version that wrote it otherwise. */
    static @Nullable LabelChunk read(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() != VERSION) {
                return null;
            }
            long storedAt = in.readLong();
            int size = in.readInt();
            List<Label> labels = new ArrayList<>(size);
            for (int row = 0; row < size; row++) {
                labels.add(new Label(StoredText.required(in), StoredText.required(in), in.readLong()));
            }
            return new LabelChunk(storedAt, labels);
        } catch (IOException cut) {
            throw new UncheckedIOException("a stored frame of labels must be whole", cut);
        }
    }
}
