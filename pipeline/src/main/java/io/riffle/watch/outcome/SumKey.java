package io.riffle.watch.outcome;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The experiment whose counts are added up; also the key on the way there, so that all parts meet. */
record SumKey(String experiment) {
    private static final int EXPERIMENT = 2;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(EXPERIMENT);
            StoredText.write(out, experiment);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Empty for what earlier versions added up here: windows. */
    static Optional<SumKey> of(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            return in.readByte() == EXPERIMENT ? Optional.of(new SumKey(StoredText.required(in))) : Optional.empty();
        } catch (IOException cut) {
            throw new UncheckedIOException("a stored key must be whole", cut);
        }
    }
}
