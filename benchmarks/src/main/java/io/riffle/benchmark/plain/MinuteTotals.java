package io.riffle.benchmark.plain;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The payments of one card in one minute. */
record MinuteTotals(int count, double sum, double max) {
    static final MinuteTotals EMPTY = new MinuteTotals(0, 0, Double.NEGATIVE_INFINITY);

    private static final int BYTES = Integer.BYTES + 2 * Double.BYTES;

    MinuteTotals plus(double amount) {
        return new MinuteTotals(count + 1, sum + amount, Math.max(max, amount));
    }

    static Serde<MinuteTotals> serde() {
        return Serdes.serdeFrom(
                (topic, totals) -> ByteBuffer.allocate(BYTES)
                        .putInt(totals.count)
                        .putDouble(totals.sum)
                        .putDouble(totals.max)
                        .array(),
                (topic, bytes) -> {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    return new MinuteTotals(buffer.getInt(), buffer.getDouble(), buffer.getDouble());
                });
    }
}
