package io.riffle.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordWriterTest {
    private final RecordWriter writer = new RecordWriter();
    private final RecordReader reader = new RecordReader();

    @Test
    void writeUnsigned_keepsEveryValue() {
        for (long value : new long[] {0, 1, 127, 128, 300, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            writer.clear();
            writer.writeUnsigned(value);
            writer.writeSigned(value);
            reader.open(writer.toBytes());
            assertThat(reader.readUnsigned()).isEqualTo(value);
            assertThat(reader.readSigned()).isEqualTo(value);
        }
    }

    @Test
    void readUnsigned_refusesNumberWithoutEnd() {
        byte[] endless = new byte[20];
        java.util.Arrays.fill(endless, (byte) 0xFF);
        reader.open(endless);
        assertThatThrownBy(reader::readUnsigned).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
