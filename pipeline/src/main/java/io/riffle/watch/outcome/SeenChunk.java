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

/** The entities that an experiment met for the first time in one frame, as {@link SeenEntities} tells them apart. */
record SeenChunk(long storedAt, String experiment, List<Long> rows) implements Chunk<Long> {
    private static final byte VERSION = 1;

    SeenChunk {
        rows = List.copyOf(rows);
    }

    @Override
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + Long.BYTES * rows.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(storedAt);
            StoredText.write(out, experiment);
            out.writeInt(rows.size());
            for (long hash : rows) {
                out.writeLong(hash);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What was stored, or null if it was by a version that wrote it otherwise. */
    static @Nullable SeenChunk read(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() != VERSION) {
                return null;
            }
            long storedAt = in.readLong();
            String experiment = StoredText.required(in);
            int size = in.readInt();
            List<Long> rows = new ArrayList<>(size);
            for (int row = 0; row < size; row++) {
                rows.add(in.readLong());
            }
            return new SeenChunk(storedAt, experiment, rows);
        } catch (IOException cut) {
            throw new UncheckedIOException("stored entities of an experiment must be whole", cut);
        }
    }
}
