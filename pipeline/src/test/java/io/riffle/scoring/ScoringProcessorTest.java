package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.deadletter.DeadLetters;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.feature.OddValue;
import io.riffle.feature.TensorBuilder;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.RecordDates;
import io.riffle.frame.RecordLimit;
import io.riffle.frame.ScoredFrame;
import io.riffle.frame.ShadowFrame;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Overrides;
import io.riffle.model.deployment.Shadow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoringProcessorTest {
    private static final Change WHY = new Change("ada", 7, "");
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Feature("x", FeatureType.NUMBER, FeatureSource.EVENT)));

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final RecordedModelMetrics modelMetrics = new RecordedModelMetrics();
    private final List<String> compared = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicReference<InMemoryScorer> current = new AtomicReference<>(new InMemoryScorer("1"));
    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
    private final ScoringProcessor processor = new ScoringProcessor(
            ports(() -> ActiveModels.only(current.get()).acquire()),
            new ScoringOutputs("next", "dead-letters", Optional.of("shadows")),
            new DeadLetters(metrics, 1 << 20, RecordLimit.USUAL, RecordDates.AS_READ),
            metrics,
            FeatureMetrics.NONE,
            RunBudgets.unbounded(),
            () -> clock.getAndAdd(50));

    @BeforeEach
    void init() {
        processor.init(context);
    }

    @Test
    void process_passesTheFrameOn_withTheScorersResults() {
        EventFrame events = frame(1.5, 2.5);
        processor.process(new Record<>(null, events, 7));
        assertThat(context.forwarded()).hasSize(1);
        assertThat(context.forwarded("next")).hasSize(1);
        ScoredFrame scored =
                (ScoredFrame) context.forwarded("next").get(0).record().value();
        assertThat(scored.events()).isSameAs(events);
        assertThat(List.of(scored.model(), scored.version(), scored.variant()))
                .containsExactly("in-memory", "1", "champion");
        assertThat(scored.scores()).startsWith(1.5, 2.5);
        assertThat(scored.labels()).startsWith("1", "2");
        assertThat((double[]) scored.outputs().get(0).values()).startsWith(1.5, -1.5, 2.5, -2.5);
        assertThat(metrics.sum("stage_nanoseconds", "score")).isEqualTo(50);
    }

    @Test
    void process_sendsFailedRowsToTheDeadLetters_andKeepsTheOthersTogether() {
        processor.process(new Record<>(null, frame(Double.NaN, 2, Double.NaN, 4), 7));
        assertThat(context.forwarded("dead-letters"))
                .extracting(forward -> new String((byte[]) forward.record().value(), StandardCharsets.UTF_8))
                .containsExactly("value-0", "value-2");
        ScoredFrame scored =
                (ScoredFrame) context.forwarded("next").get(0).record().value();
        assertThat(scored.events().size()).isEqualTo(2);
        assertThat(List.of(scored.events().eventId(0), scored.events().eventId(1)))
                .containsExactly("event-1", "event-3");
        assertThat(scored.scores()).startsWith(2, 4);
        assertThat(scored.labels()).startsWith("2", "4");
        assertThat((double[]) scored.outputs().get(0).values()).startsWith(2, -2, 4, -4);
        assertThat(metrics.sum("dead_letters", "score", "invalid_score")).isEqualTo(2);
    }

    @Test
    void process_passesNothingOn_whereNoRowIsLeft() {
        processor.process(new Record<>(null, frame(Double.NaN), 7));
        processor.process(new Record<>(null, frame(), 7));
        assertThat(context.forwarded("next")).isEmpty();
        assertThat(context.forwarded("dead-letters")).hasSize(1);
    }

    @Test
    void process_takesTheNewVersion_betweenTwoFrames() {
        InMemoryScorer first = current.get();
        processor.process(new Record<>(null, frame(1), 7));
        processor.process(new Record<>(null, frame(1), 7));
        assertThat(first.openRuns()).isEqualTo(1);
        InMemoryScorer second = new InMemoryScorer("2");
        current.set(second);
        processor.process(new Record<>(null, frame(1), 7));
        assertThat(first.openRuns()).isZero();
        assertThat(second.openRuns()).isEqualTo(1);
        assertThat(context.forwarded("next"))
                .extracting(forward -> ((ScoredFrame) forward.record().value()).version())
                .containsExactly("1", "1", "2");
        processor.close();
        assertThat(second.openRuns()).isZero();
    }

    @Test
    void process_passesOnAFramePerVariant_inOrderWithinEach() throws Exception {
        Deployment canary = Deployment.initial("1")
                .withCanary(new Canary("2", 0, null), new Change("ada", 7, ""))
                .withOverrides(new Overrides(null, Map.of("odd", "canary")), new Change("ada", 7, ""));
        ModelSwitch models = new ModelSwitch((version, hash, shadow) -> new InMemoryScorer(version), canary);
        ScoringProcessor split = processor(models, () -> 0);
        context.resetForwards();
        split.init(context);
        EventFrame events = frame(0, 1, 2, 3, 4, Double.NaN);
        split.process(new Record<>(null, events, 7));
        List<ScoredFrame> frames = context.forwarded("next").stream()
                .map(forward -> (ScoredFrame) forward.record().value())
                .toList();
        assertThat(frames).extracting(ScoredFrame::variant).containsExactly("champion", "canary");
        assertThat(frames).extracting(ScoredFrame::version).containsExactly("1", "2");
        assertThat(ids(frames.get(0))).containsExactly("event-0", "event-2", "event-4");
        assertThat(ids(frames.get(1))).containsExactly("event-1", "event-3");
        assertThat(frames.get(1).scores()).startsWith(1, 3);
        assertThat(frames.get(1).events().row(1).position().offset()).isEqualTo(3);
        assertThat(context.forwarded("dead-letters")).hasSize(1);
        assertThat(modelMetrics.sum("requests", "1", "champion")).isEqualTo(3);
        assertThat(modelMetrics.sum("requests", "2", "canary")).isEqualTo(3);
        assertThat(modelMetrics.sum("errors", "2", "canary")).isEqualTo(1);
        assertThat(modelMetrics.sum("scores", "2", "canary")).isEqualTo(2);
        split.close();
    }

    private ModelPorts ports(ModelSource source) {
        return new ModelPorts(
                source,
                modelMetrics,
                (deployment, rows, canary, champion) -> compared.add(
                        canary.result().scores()[0] + " " + champion.result().scores()[0] + " of " + rows.size()));
    }

    private ScoringProcessor processor(ModelSource models, LongSupplier nanoClock) {
        return new ScoringProcessor(
                ports(models),
                new ScoringOutputs("next", "dead-letters", Optional.of("shadows")),
                new DeadLetters(metrics, 1 << 20, RecordLimit.USUAL, RecordDates.AS_READ),
                metrics,
                FeatureMetrics.NONE,
                RunBudgets.unbounded(),
                nanoClock);
    }

    /** Version 2 is 10 above version 1. */
    private static Scorer load(String version, String hash, boolean shadow) {
        return new InMemoryScorer(version, 0, version.equals("2") ? 10 : 0);
    }

    @Test
    void shadow_isScoredBesideTheAnswer_andNeverAmongThePredictions() throws Exception {
        Deployment shadow = Deployment.initial("1").withShadow(List.of(new Shadow("2", 100)), WHY);
        ScoringProcessor scoring = processor(new ModelSwitch(ScoringProcessorTest::load, shadow), () -> 0);
        context.resetForwards();
        scoring.init(context);
        scoring.process(new Record<>(null, frame(1, 2, Double.NaN), 7));
        assertThat(context.forwarded("next")).hasSize(1);
        ShadowFrame compared =
                (ShadowFrame) context.forwarded("shadows").get(0).record().value();
        assertThat(compared.events().size()).isEqualTo(2);
        assertThat(compared.scores()).startsWith(11, 12);
        assertThat(compared.answers()).startsWith(1, 2);
        assertThat(compared.answeredBy()).isEqualTo(new ShadowFrame.Answer("1", "champion"));
        assertThat(modelMetrics.sum("requests", "2", "shadow")).isEqualTo(2);
        scoring.close();
    }

    /** By this clock every fourth reading is 10 s late, so that the first run of the shadow overdraws its time. */
    @Test
    void shadow_isSkipped_whenItTakesMoreThanItsShareOfTheTime() throws Exception {
        AtomicLong slow = new AtomicLong();
        AtomicLong readings = new AtomicLong();
        Deployment shadow = Deployment.initial("1").withShadow(List.of(new Shadow("2", 100)), WHY);
        ScoringProcessor scoring = processor(
                new ModelSwitch(ScoringProcessorTest::load, shadow),
                () -> slow.addAndGet(readings.incrementAndGet() % 4 == 0 ? 10_000_000_000L : 1_000_000));
        context.resetForwards();
        scoring.init(context);
        for (int i = 0; i < 100; i++) {
            scoring.process(new Record<>(null, frame(1), 7));
        }
        assertThat(context.forwarded("next")).hasSize(100);
        assertThat(context.forwarded("shadows").size()).isBetween(1, 99);
        assertThat(modelMetrics.skipped())
                .isEqualTo(100 - context.forwarded("shadows").size());
        scoring.close();
    }

    @Test
    void watchedCanary_isComparedWithTheChampion_onTheSameRows() throws Exception {
        Deployment canary = Deployment.initial("1").withCanary(new Canary("2", 100, CanaryPlan.DEFAULT), WHY);
        ScoringProcessor scoring = processor(new ModelSwitch(ScoringProcessorTest::load, canary), () -> 0);
        context.resetForwards();
        scoring.init(context);
        scoring.process(new Record<>(null, frame(1, 2), 7));
        assertThat(compared).containsExactly("11.0 1.0 of 2");
        assertThat(modelMetrics.sum("requests", "1", "champion")).isZero();
        scoring.close();
    }

    /** The champion looks at the canary's rows as well: what is odd about them is counted once. */
    @Test
    void oddValues_ofAWatchedCanarysRows_areCountedOnce() throws Exception {
        Deployment canary = Deployment.initial("1")
                .withCanary(new Canary("2", 0, CanaryPlan.DEFAULT), WHY)
                .withOverrides(new Overrides(null, Map.of("odd", "canary")), WHY);
        AtomicLong odd = new AtomicLong();
        ScoringProcessor scoring = new ScoringProcessor(
                ports(new ModelSwitch((version, hash, shadow) -> new OddScorer(version), canary)),
                new ScoringOutputs("next", "dead-letters", Optional.of("shadows")),
                new DeadLetters(metrics, 1 << 20, RecordLimit.USUAL, RecordDates.AS_READ),
                metrics,
                new FeatureMetrics() {
                    @Override
                    public void odd(String feature, OddValue kind, int rows) {
                        odd.addAndGet(rows);
                    }
                },
                RunBudgets.unbounded(),
                () -> 0);
        scoring.init(context);
        scoring.process(new Record<>(null, frame(0, 1, 2, 3), 7));
        scoring.process(new Record<>(null, frame(0, 1, 2), 7));
        assertThat(odd.get()).isEqualTo(7);
        scoring.close();
    }

    /** Finds every row odd. */
    private record OddScorer(String version) implements Scorer {
        @Override
        public String model() {
            return "odd";
        }

        @Override
        public Run open(int maxRows) {
            Run run = new InMemoryScorer(version).open(maxRows);
            AtomicLong odd = new AtomicLong();
            return new Run() {
                @Override
                public ScoreResult score(FeatureTable table, int rows) {
                    odd.addAndGet(rows);
                    return run.score(table, rows);
                }

                @Override
                public void takeOdd(TensorBuilder.OddSink sink) {
                    sink.odd("x", OddValue.MISSING, (int) odd.getAndSet(0));
                }

                @Override
                public void close() {
                    run.close();
                }
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void idleTask_closesTheRunOfAReplacedVersion() {
        InMemoryScorer first = current.get();
        processor.process(new Record<>(null, frame(1), 7));
        current.set(new InMemoryScorer("2"));
        assertThat(first.openRuns()).isEqualTo(1);
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
        assertThat(first.openRuns()).isZero();
    }

    private static List<String> ids(ScoredFrame frame) {
        return IntStream.range(0, frame.events().size())
                .mapToObj(frame.events()::eventId)
                .toList();
    }

    private static EventFrame frame(double... values) {
        EventFrame frame = new EventFrame(SCHEMA, Math.max(1, values.length));
        frame.clear(values.length);
        for (int row = 0; row < values.length; row++) {
            frame.features().number(0, row, values[row]);
            byte[] value = ("value-" + row).getBytes(StandardCharsets.UTF_8);
            frame.add(
                    FrameRow.of(new SourcePosition("events", 0, row), 7, null, value, new RecordHeaders()),
                    "event-" + row,
                    row % 2 == 0 ? "even" : "odd",
                    7);
        }
        return frame;
    }
}
