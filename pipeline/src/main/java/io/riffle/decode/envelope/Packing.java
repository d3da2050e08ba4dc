package io.riffle.decode.envelope;

import io.riffle.config.event.EnvelopeConfig.Compression;
import io.riffle.config.event.EventConfig;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.DeadLetterReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Takes the packing off a value. What does not begin as packed values do is taken as it is. */
public final class Packing {
    private final boolean gzip;
    private final int maxBytes;

    public Packing(EventConfig config) {
        gzip = config.envelope().carrier().compression() == Compression.GZIP;
        maxBytes = config.maxBytes();
    }

    public static boolean isGzip(byte[] value) {
        return value.length > 1 && value[0] == 0x1f && value[1] == (byte) 0x8b;
    }

    /** The value itself, at most as many bytes as are allowed: no more than that is ever unpacked. */
    public byte[] unpacked(byte[] value) throws RefusedException {
        checkSize(value, "");
        if (!gzip || !isGzip(value)) {
            return value;
        }
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(value))) {
            byte[] unpacked = stream.readNBytes(maxBytes + 1);
            checkSize(unpacked, " unpacked");
            return unpacked;
        } catch (IOException broken) {
            throw new RefusedException(
                    DeadLetterReason.MALFORMED,
                    "the value must be complete gzip, as it begins: " + Found.printable(broken.toString(), 100));
        }
    }

    private void checkSize(byte[] value, String how) throws RefusedException {
        if (value.length > maxBytes) {
            boolean all = how.isEmpty();
            throw new RefusedException(
                    DeadLetterReason.OUT_OF_RANGE,
                    "the value must have at most " + maxBytes + " bytes" + how + " (max-bytes): has "
                            + (all ? String.valueOf(value.length) : "more"));
        }
    }
}
