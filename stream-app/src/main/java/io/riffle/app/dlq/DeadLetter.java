package io.riffle.app.dlq;

import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.FrameRow;
import io.riffle.frame.RecordLimit;
import io.riffle.frame.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One record of the dead-letter topic. Its name is {@code partition:offset}. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {
    /** How often the event has been sent again. */
    public static final String ATTEMPTS = "riffle.attempts";

    private static final String ERROR_PREFIX = "__streams.errors.";
    /** Each of them says that something of the event is missing. */
    private static final Set<String> CUT =
            Set.of(DeadLetters.ORIGINAL_LENGTH, DeadLetters.ORIGINAL_KEY_LENGTH, RecordLimit.HEADERS_CUT);

    private static final Set<String> OURS =
            Set.of(DeadLetters.STAGE, DeadLetters.REASON, DeadLetters.ELEMENT, ATTEMPTS);

    public String name() {
        return record.partition() + ":" + record.offset();
    }

    public String reason() {
        return header(DeadLetters.REASON);
    }

    public String stage() {
        return header(DeadLetters.STAGE);
    }

    public String message() {
        return header(DeadLetters.MESSAGE);
    }

    /** Where the event was: {@code topic-partition:offset}, for one of an array with {@code #} and its index. */
    public String source() {
        String element = header(DeadLetters.ELEMENT);
        return header(DeadLetters.TOPIC) + "-" + header(DeadLetters.PARTITION) + ":" + header(DeadLetters.OFFSET)
                + (element.isEmpty() ? "" : "#" + element);
    }

    /** The event as it was read, where it was read. */
    public FrameRow row() {
        SourcePosition position = new SourcePosition(
                header(DeadLetters.TOPIC), (int) number(DeadLetters.PARTITION), number(DeadLetters.OFFSET), (int)
                        number(DeadLetters.ELEMENT));
        return FrameRow.of(position, record.timestamp(), record.key(), record.value(), record.headers());
    }

    private long number(String header) {
        String digits = header(header);
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    }

    public String key() {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    public String value() {
        return record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
    }

    /** Whether value, key or headers are not all of the event: it was larger than the topic takes. */
    public boolean isCut() {
        return CUT.stream().anyMatch(mark -> !header(mark).isEmpty());
    }

    /** How often the event has been sent again; an unreadable count is none. */
    public int attempts() {
        String count = header(ATTEMPTS);
        return count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0;
    }

    /** The event as it goes back, with the headers it came with and one more attempt. */
    public ProducerRecord<byte[], byte[]> again(String topic, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(ERROR_PREFIX) && !OURS.contains(header.key()) && !CUT.contains(header.key())) {
                headers.add(header);
            }
        }
        headers.add(ATTEMPTS, Integer.toString(attempts() + 1).getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(topic, null, record.timestamp(), record.key(), value, headers);
    }

    private String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
