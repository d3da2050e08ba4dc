package io.riffle.outcome;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What measuring needs of an outcome; a frame's rows of one window travel together. */
record CountedRow(double score, String truth, @Nullable String before) {
    static CountedRow of(JoinedOutcome outcome) {
        return new CountedRow(outcome.event().score(), outcome.label().truth(), outcome.before());
    }

    static byte[] toBytes(List<CountedRow> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 + 24 * rows.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(rows.size());
            for (CountedRow row : rows) {
                out.writeDouble(row.score());
                StoredText.write(out, row.truth());
                StoredText.write(out, row.before());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static List<CountedRow> of(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            int size = in.readInt();
            List<CountedRow> rows = new ArrayList<>(size);
            for (int row = 0; row < size; row++) {
                rows.add(new CountedRow(in.readDouble(), StoredText.required(in), StoredText.read(in)));
            }
            return rows;
        } catch (IOException cut) {
            throw new UncheckedIOException("rows on the way must be whole", cut);
        }
    }
}
