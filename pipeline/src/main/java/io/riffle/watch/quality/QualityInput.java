package io.riffle.watch.quality;

import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.EventFrame;
import io.riffle.frame.ReachedTime;
import io.riffle.frame.ScoredFrame;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What a counting node is given. */
sealed interface QualityInput {
    /** Events that were scored. */
    record Scored(EventFrame events) implements QualityInput {
        @Override
        public void countIn(QualityWindows windows) {
            windows.scored(events);
        }

        @Override
        public Optional<String> child(QualityOutputs outputs) {
            return Optional.of(outputs.next()).filter(child -> !child.isEmpty());
        }
    }

    /**
     * An event that was refused.
     *
     * @param field the field to blame, or null
     * @param offset where it stands in the events topic
     */
    record Letter(String reason, @Nullable String field, long offset) implements QualityInput {
        @Override
        public void countIn(QualityWindows windows) {
            windows.refused(reason, field, offset);
        }

        @Override
        public Optional<String> child(QualityOutputs outputs) {
            return Optional.of(outputs.deadLetters());
        }
    }

    /** Event time has come that far by what was read so far; the events that brought it there are counted elsewhere. */
    record Reached(long eventTime) implements QualityInput {
        @Override
        public void countIn(QualityWindows windows) {
            windows.reachedElsewhere(eventTime);
        }

        @Override
        public Optional<String> child(QualityOutputs outputs) {
            return Optional.empty();
        }
    }

    void countIn(QualityWindows windows);

    /** The child that it goes on to when it is counted. */
    Optional<String> child(QualityOutputs outputs);

    /** Whatever is no frame and no time is a dead letter: its value is what somebody sent, and may be missing. */
    static QualityInput of(@Nullable Object value, Headers headers) {
        if (value instanceof ScoredFrame frame) {
            return new Scored(frame.events());
        }
        if (value instanceof ReachedTime reached) {
            return new Reached(reached.eventTime());
        }
        return new Letter(
                Objects.requireNonNullElse(text(headers, DeadLetters.REASON), ""),
                text(headers, DeadLetters.FIELD),
                Long.parseLong(Objects.requireNonNullElse(text(headers, DeadLetters.OFFSET), "-1")));
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
