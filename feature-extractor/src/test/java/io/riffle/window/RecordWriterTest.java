package io.riffle.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
    private final RecordWriter writer = new RecordWriter();
    private final RecordReader reader = new RecordReader();

    @Test
    void writeNumber_keepsEveryBit() {
        double[] special = {
            0,
            1,
            -1,
            0.01,
            -0.01,
            12.34,
            0.1 + 0.2,
            1e300,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            1L << 53,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            1.4e12 + 0.01,
            -1.5e12
        };
        for (double number : special) {
            assertKept(number);
        }
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            assertKept(Double.longBitsToDouble(random.nextLong()));
            assertKept(random.nextInt() / 100.0);
            assertKept(random.nextGaussian());
        }
    }

    @Test
    void writeNumber_isShort_forMoneyAndWholeNumbers() {
        assertThat(sizeOf(0)).isEqualTo(1);
        assertThat(sizeOf(12.34)).isEqualTo(2);
        assertThat(sizeOf(5000)).isEqualTo(3);
        assertThat(sizeOf(Math.PI)).isEqualTo(9);
    }

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

    private void assertKept(double number) {
        writer.clear();
        writer.writeNumber(number);
        reader.open(writer.toBytes());
        double found = reader.readNumber();
        // -0.0 is the one number that comes back as its equal, 0.0.
        assertThat(Double.doubleToLongBits(found + 0.0)).isEqualTo(Double.doubleToLongBits(number + 0.0));
    }

    private int sizeOf(double number) {
        writer.clear();
        writer.writeNumber(number);
        return writer.toBytes().length;
    }
}
