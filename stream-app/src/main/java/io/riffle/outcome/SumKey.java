package io.riffle.outcome;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What is added up: a window of a version, or an experiment. Also the key on the way there, so that all parts meet. */
sealed interface SumKey {
    /** How right a version was in a window that begins at {@code start}. */
    record Window(String version, String variant, long start) implements SumKey {}

    /** An experiment. */
    record OfExperiment(String name) implements SumKey {}

    default byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (this instanceof Window window) {
                out.writeByte(1);
                out.writeLong(window.start());
                StoredText.write(out, window.version());
                StoredText.write(out, window.variant());
            } else if (this instanceof OfExperiment experiment) {
                out.writeByte(2);
                StoredText.write(out, experiment.name());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static SumKey of(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() == 2) {
                return new OfExperiment(StoredText.required(in));
            }
            long start = in.readLong();
            return new Window(StoredText.required(in), StoredText.required(in), start);
        } catch (IOException cut) {
            throw new UncheckedIOException("a stored key must be whole", cut);
        }
    }
}
