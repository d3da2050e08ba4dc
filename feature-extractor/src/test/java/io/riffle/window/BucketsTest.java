package io.riffle.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final List<WindowSpec> WINDOWS =
            List.of(WindowTables.window("w", "amount", "PT1H", "PT1M", WindowTables.OF_NUMBERS));

    private final RingLayout layout =
            RingLayout.of(WINDOWS, WindowTables.schema(WINDOWS), Duration.ZERO).get(0);

    /** Whatever the numbers, a bucket comes back with every bit: features must not depend on when it was stored. */
    @Test
    void read_keepsEveryBit_ofWhatWasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double[] values = new double[random.nextInt(4)];
            for (int k = 0; k < values.length; k++) {
                values[k] = value(random);
            }
            assertKept(values, random.nextInt(3), random.nextInt(100));
        }
        assertKept(new double[] {Double.POSITIVE_INFINITY, 1}, 0, 1L << 40);
        assertKept(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}, 1, 30);
        assertKept(new double[] {-0.0, 0.0}, 0, 31);
        assertKept(new double[] {-0.004}, 0, 32);
    }

    @Test
    void sum_isExact_forAmountsOfMoney() {
        Buckets buckets = new Buckets(layout, 1);
        buckets.clear(0);
        for (int i = 0; i < 100_000; i++) {
            buckets.add(0, 0.1);
        }
        assertThat(buckets.sum(0, 1)).isEqualTo(10_000);
    }

    private void assertKept(double[] values, int missing, long distance) {
        Buckets buckets = new Buckets(layout, 2);
        buckets.clear(0);
        for (double value : values) {
            buckets.add(0, value);
        }
        for (int i = 0; i < missing || values.length + i < 1; i++) {
            buckets.add(0, Double.NaN);
        }
        RecordWriter writer = new RecordWriter();
        buckets.write(0, distance, writer);
        RecordReader reader = new RecordReader();
        reader.open(writer.toBytes());
        assertThat(buckets.read(1, reader)).isEqualTo(distance);
        assertThat(reader.position()).isEqualTo(writer.toBytes().length);
        assertThat(answers(buckets, 1)).isEqualTo(answers(buckets, 0));
    }

    private static double[] answers(Buckets buckets, int slot) {
        return new double[] {
            buckets.events(slot, slot + 1),
            buckets.values(slot, slot + 1),
            buckets.sum(slot, slot + 1),
            buckets.minimum(slot, slot + 1),
            buckets.maximum(slot, slot + 1),
            buckets.squares(slot, slot + 1, 1.5),
            buckets.distinct(slot, slot + 1)
        };
    }

    private static double value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt() / 100.0;
            case 2 -> random.nextInt(10_000) / 100.0;
            default -> random.nextGaussian();
        };
    }
}
