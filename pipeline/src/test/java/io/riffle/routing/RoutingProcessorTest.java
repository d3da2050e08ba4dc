package io.riffle.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.PredictionsConfig;
import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.RecordDates;
import io.riffle.frame.RecordLimit;
import io.riffle.frame.ScoredFrame;
import io.riffle.metrics.MetricCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class RoutingProcessorTest {
    private final MetricCalls calls = new MetricCalls();
    private final AtomicLong nanoseconds = new AtomicLong();
    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();

    private RecordLimit limit = RecordLimit.USUAL;

    /** A topic would refuse it, and the stream would end at this event for ever. */
    @Test
    void process_makesADeadLetter_whenThePredictionIsTooLarge() {
        limit = new RecordLimit(200);
        process();
        assertThat(context.forwarded("predictions")).isEmpty();
        assertThat(context.forwarded("alerts")).isEmpty();
        assertThat(context.forwarded("letters")).hasSize(2);
        Headers headers = context.forwarded("letters").get(0).record().headers();
        assertThat(headers.lastHeader("riffle.stage").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("route");
        assertThat(headers.lastHeader("riffle.reason").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("out_of_range");
        assertThat(calls.calls()).contains("predicted[2, champion, 0]");
    }

    private void process() {
        RoutingStage stage = new RoutingStage(
                new PredictionsConfig(ScoredFrames.INCLUDED),
                List.of(ScoredFrames.LIKELY, ScoredFrames.UNLIKELY),
                ScoredFrames.SCHEMA,
                calls.metrics(),
                new RoutingStage.Clocks(() -> 1_736_121_600_520L, () -> nanoseconds.getAndAdd(500)),
                limit,
                new DeadLetters(calls.metrics(), 1 << 20, RecordLimit.USUAL, RecordDates.AS_READ));
        RoutingProcessor processor = new RoutingProcessor(
                stage, new RoutingNodes(List.of("predictions"), "alerts", "letters", Optional.of("watchers")));
        processor.init(context);
        processor.process(new Record<>(null, ScoredFrames.two(), 0));
    }

    /** Watchers count what was answered: a prediction that is refused is a dead letter for them as well. */
    @Test
    void process_showsWatchersWhatWasAnswered_only() {
        process();
        ScoredFrame all = watched();
        assertThat(all.events().size()).isEqualTo(2);
        int first = ((byte[]) context.forwarded("predictions").get(0).record().value()).length;
        int second = ((byte[]) context.forwarded("predictions").get(1).record().value()).length;
        byte[] key = context.forwarded("predictions")
                .get(first > second ? 0 : 1)
                .record()
                .key();

        context.resetForwards();
        limit = new RecordLimit(
                RecordLimit.USUAL.bytes() - RecordLimit.USUAL.room(key, new byte[Math.max(first, second)]) - 1);
        process();
        assertThat(context.forwarded("predictions")).hasSize(1);
        assertThat(context.forwarded("letters")).hasSize(1);
        ScoredFrame answered = watched();
        assertThat(answered.events().size()).isEqualTo(1);
        int kept = first > second ? 1 : 0;
        assertThat(answered.events().eventId(0))
                .isEqualTo(ScoredFrames.two().events().eventId(kept));
        assertThat(answered.scores()[0]).isEqualTo(ScoredFrames.two().scores()[kept]);

        context.resetForwards();
        limit = new RecordLimit(200);
        process();
        assertThat(context.forwarded("watchers")).isEmpty();
    }

    private ScoredFrame watched() {
        return (ScoredFrame) context.forwarded("watchers").get(0).record().value();
    }

    @Test
    void process_writesOnePredictionPerRow_withItsOwnKeyTimestampAndHeaders() throws IOException {
        process();
        assertThat(context.forwarded("predictions")).hasSize(2);
        Record<? extends byte[], ?> first =
                context.forwarded("predictions").get(0).record();
        assertThat(new String(first.key(), StandardCharsets.UTF_8)).isEqualTo("card-1");
        assertThat(first.timestamp()).isEqualTo(1_736_121_600_500L);
        assertThat(first.headers()).isEmpty();
        Record<? extends byte[], ?> second =
                context.forwarded("predictions").get(1).record();
        assertThat(new String(second.key(), StandardCharsets.UTF_8)).isEqualTo(ScoredFrames.ODD);
        assertThat(new ObjectMapper()
                        .readTree((byte[]) second.value())
                        .get("id")
                        .asText())
                .isEqualTo(ScoredFrames.ODD);
    }

    /** The prediction is JSON and not that CloudEvent; its trace is that of the event. */
    @Test
    void process_keepsTrueHeaders_andCorrectsTheOthers() {
        process();
        Headers headers = context.forwarded("predictions").get(1).record().headers();
        assertThat(headers).hasSize(2);
        assertThat(headers.lastHeader("traceparent").value()).isEqualTo("00-abc".getBytes(StandardCharsets.UTF_8));
        assertThat(headers.lastHeader("content-type").value())
                .isEqualTo("application/json".getBytes(StandardCharsets.UTF_8));
    }

    /** 0.9f is less than 0.9: a rule compares numbers, not their texts. */
    @Test
    void process_raisesAnAlert_onlyForScoresThatMatch() throws IOException {
        process();
        assertThat(context.forwarded("alerts")).hasSize(1);
        Record<? extends byte[], ?> alert = context.forwarded("alerts").get(0).record();
        assertThat(new ObjectMapper()
                        .readTree((byte[]) alert.value())
                        .get("event_id")
                        .asText())
                .isEqualTo(ScoredFrames.ODD);
        assertThat(alert.headers().lastHeader("traceparent")).isNotNull();
    }

    @Test
    void process_countsRows_byVariantReasonAndRule() {
        process();
        assertThat(calls.calls())
                .containsExactly(
                        "predicted[2, champion, 2]",
                        "latency[20]",
                        "latency[20]",
                        "degraded[PROFILE_MISSING, 1]",
                        "degraded[PROFILE_STALE, 1]",
                        "alerted[likely-fraud, high, 1]",
                        "stage[ROUTE, 500]");
    }
}
