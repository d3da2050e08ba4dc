package io.riffle.guarantee;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two numbers in a memory-mapped file, so that they can be read after the process that wrote them was killed: rows
 * received and rows answered (predicted or dead-lettered) by that process.
 */
public final class InFlightProbe {
    private static final int RECEIVED = 0;
    private static final int ANSWERED = 8;

    private final MappedByteBuffer file;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    private InFlightProbe(MappedByteBuffer file) {
        this.file = file;
    }

    public static InFlightProbe open(Path path) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new InFlightProbe(channel.map(FileChannel.MapMode.READ_WRITE, 0, 16));
        }
    }

    void reset() {
        file.put(0, new byte[16]);
    }

    void received(int rows) {
        file.putLong(RECEIVED, received.addAndGet(rows));
    }

    void answered(int rows) {
        file.putLong(ANSWERED, answered.addAndGet(rows));
    }

    /** Rows that the writing process has received so far. */
    long received() {
        return file.getLong(RECEIVED);
    }

    /** Rows that the writing process had read but not answered when it last wrote: the frames it was working on. */
    long unanswered() {
        return Math.max(0, file.getLong(RECEIVED) - file.getLong(ANSWERED));
    }

    @Override
    public String toString() {
        return ByteBuffer.class.getSimpleName() + "[received=" + received() + ", unanswered=" + unanswered() + "]";
    }
}
