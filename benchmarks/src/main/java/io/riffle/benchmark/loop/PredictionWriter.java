package io.riffle.benchmark.loop;

import io.riffle.benchmark.workload.MlpModel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes a prediction by hand into one buffer: ids and numbers of this workload need no escaping. */
final class PredictionWriter {
    private static final byte[] START = ascii("{\"id\":\"");
    private static final byte[] MODEL = ascii("\",\"model_name\":\"" + MlpModel.NAME + "\",\"model_version\":\""
            + MlpModel.VERSION + "\",\"outputs\":[{\"name\":\"" + MlpModel.OUTPUT
            + "\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[");
    private static final byte[] SCORE = ascii("]}],\"parameters\":{\"score\":");
    private static final byte[] ENTITY = ascii(",\"variant\":\"" + MlpModel.VARIANT + "\",\"entity\":\"");
    private static final byte[] TIME = ascii("\",\"event_time_ms\":");
    private static final byte[] OFFSET = ascii(",\"offset\":");
    private static final byte[] END = ascii("}}}");

    private final byte[] source;
    private final byte[] buffer = new byte[1024];
    private int size;

    PredictionWriter(String eventsTopic) {
        source = ascii(",\"source\":{\"topic\":\"" + eventsTopic + "\",\"partition\":");
    }

    /** @param payment what was read of the record's value */
    byte[] write(ConsumerRecord<byte[], byte[]> record, PaymentReader payment, float score) {
        size = 0;
        put(START);
        put(record.value(), payment.idStart(), payment.idLength());
        put(MODEL);
        int start = size;
        put(ascii(Float.toString(score)));
        int length = size - start;
        put(SCORE);
        put(buffer, start, length);
        put(ENTITY);
        put(record.key());
        put(TIME);
        put(payment.eventTime());
        put(source);
        put(record.partition());
        put(OFFSET);
        put(record.offset());
        put(END);
        return Arrays.copyOf(buffer, size);
    }

    private void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int start, int length) {
        System.arraycopy(bytes, start, buffer, size, length);
        size += length;
    }

    /** Digits of a number that is not negative. */
    private void put(long number) {
        int start = size;
        long rest = number;
        do {
            buffer[size++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        for (int low = start, high = size - 1; low < high; low++, high--) {
            byte digit = buffer[low];
            buffer[low] = buffer[high];
            buffer[high] = digit;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
