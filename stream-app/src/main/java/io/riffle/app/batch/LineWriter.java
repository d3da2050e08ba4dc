package io.riffle.app.batch;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes lines to a file, beginning at a length that is known to be good. */
final class LineWriter implements Closeable {
    private final OutputStream output;
    private long length;

    /** @param keep bytes of the file that stay; what is behind them is cut */
    @SuppressWarnings("StreamResourceLeak") // closing the stream closes the channel
    LineWriter(Path file, long keep) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(keep);
        channel.position(keep);
        output = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        length = keep;
    }

    void line(byte[] json) throws IOException {
        output.write(json);
        output.write('\n');
        length += json.length + 1;
    }

    /** Hands everything to the operating system. */
    long flush() throws IOException {
        output.flush();
        return length;
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
