package io.riffle.watch.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.config.OutcomesConfig;
import io.riffle.metrics.RecordedOutcomeMetrics;
import io.riffle.schema.ScoredBy;
import io.riffle.stats.MulticlassPerformance.Ranked;
import io.riffle.stats.PerformanceMeasure;
import io.riffle.watch.window.CountingPlace;
import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowPart;
import io.riffle.watch.window.WindowedCounting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What partitions count of outcomes, and what it is together. */
class PerformanceCountsTest {
    private static final long HOUR = 3_600_000;

    private final RecordedOutcomeMetrics metrics = new RecordedOutcomeMetrics();
    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();

    private static OutcomesConfig config(OutcomesConfig.Truth truth) {
        return new OutcomesConfig(
                Duration.ofHours(5),
                Duration.ofMinutes(10),
                truth,
                List.of("1"),
                0.5,
                OutcomesConfig.Success.CORRECT,
                Duration.ofHours(1),
                Duration.ofSeconds(1),
                OutcomesConfig.Judging.DEFAULT);
    }

    private static JoinedOutcome outcome(int number, long time, double score, String truth, @Nullable String before) {
        Ranked ranked = new Ranked(List.of("a", "b", "c"), List.of(0.5, 0.3, 0.2));
        ScoredEvent event = new ScoredEvent(
                "e" + number,
                "card " + number % 50,
                time,
                score,
                "a",
                new ScoredBy("m", "1", "champion"),
                null,
                ranked);
        return new JoinedOutcome(event, new Label("e" + number, truth, time), before);
    }

    private static PerformanceCounts merged(OutcomesConfig config, int partitions, List<JoinedOutcome> outcomes) {
        PerformanceCounts sum = new PerformanceCounts(config);
        sum.close();
        for (int partition = 0; partition < partitions; partition++) {
            PerformanceCounts part = new PerformanceCounts(config);
            for (int row = partition; row < outcomes.size(); row += partitions) {
                part.add(outcomes.get(row));
            }
            part.close();
            sum.add(PerformanceCounts.read(config, part.toBytes()));
        }
        return sum;
    }

    /** Four partitions, with a corrected label in one of them, say the same as one that has all. */
    @Test
    void counts_areTheSame_howeverManyPartitionsTheyComeFrom() {
        for (OutcomesConfig.Truth truth : OutcomesConfig.Truth.values()) {
            OutcomesConfig config = config(truth);
            String[] labels = truth == OutcomesConfig.Truth.MULTICLASS
                    ? new String[] {"a", "b", "c"}
                    : new String[] {"0", "1", "1"};
            Random random = new Random(3);
            List<JoinedOutcome> outcomes = new ArrayList<>();
            for (int row = 0; row < 400; row++) {
                outcomes.add(outcome(row, 0, random.nextDouble(), labels[random.nextInt(3)], null));
            }
            JoinedOutcome first = outcomes.get(0);
            outcomes.add(new JoinedOutcome(
                    first.event(), new Label("e0", labels[1], 9), first.label().truth()));
            outcomes.add(4, outcomes.remove(400));
            PerformanceCounts one = merged(config, 1, outcomes);
            PerformanceCounts four = merged(config, 4, outcomes);
            assertThat(four.rows()).isEqualTo(one.rows()).isEqualTo(400);
            assertThat(four.now().metrics()).containsOnlyKeys(truth.measures());
            one.now()
                    .metrics()
                    .forEach((measure, value) -> assertThat(four.now().metrics().get(measure))
                            .as("%s", measure)
                            .isCloseTo(value, within(1e-9)));
        }
    }

    @Test
    void multiclass_knowsTheTwoLikeliest() {
        OutcomesConfig config = config(OutcomesConfig.Truth.MULTICLASS);
        PerformanceCounts counts = new PerformanceCounts(config);
        for (int row = 0; row < 4; row++) {
            counts.add(outcome(row, 0, 0.5, List.of("a", "b", "c", "c").get(row), null));
        }
        Map<PerformanceMeasure, Double> metrics = counts.now().metrics();
        assertThat(metrics.get(PerformanceMeasure.ACCURACY)).isEqualTo(0.25);
        assertThat(metrics.get(PerformanceMeasure.TOP_2_ACCURACY)).isEqualTo(0.5);
        assertThat(metrics.get(PerformanceMeasure.LOG_LOSS))
                .isCloseTo(-(Math.log(0.5) + Math.log(0.3) + 2 * Math.log(0.2)) / 4, within(1e-12));
    }

    /** A window is judged by what all its partitions knew when each of them closed it. */
    @Test
    void window_isClosed_whenAllPartitionsHaveClosedIt() {
        OutcomesConfig config = config(OutcomesConfig.Truth.BINARY);
        PerformanceCounts closed = new PerformanceCounts(config);
        closed.add(outcome(1, 0, 0.9, "1", null));
        closed.close();
        closed.add(outcome(2, 0, 0.9, "0", null));
        PerformanceCounts open = new PerformanceCounts(config);
        PerformanceCounts both = PerformanceCounts.read(config, closed.toBytes());
        assertThat(both.rows()).isEqualTo(2);
        assertThat(both.atClose())
                .isNotNull()
                .satisfies(sum -> assertThat(sum.outcomes()).isEqualTo(1));
        both.add(open);
        assertThat(both.isClosed()).isFalse();
    }

    /** Whatever happens between two reports, restarts among it, a part that is sent holds everything that was counted. */
    @Test
    void windows_sendWhatHasChangedAsAWhole_alsoAfterARestart() {
        OutcomesConfig config = config(OutcomesConfig.Truth.BINARY);
        KeyValueStore<Bytes, byte[]> store =
                Stores.inMemoryKeyValueStore("windows").get();
        PerformanceWindows windows = windows(config, store, 0);
        windows.reached(10);
        windows.add(List.of(outcome(1, 5, 0.9, "1", null), outcome(2, HOUR + 5, 0.9, "1", null)));
        windows = windows(config, store, 1_000);
        windows.report(1_000);
        windows.report(2_000);
        assertThat(sent(config)).isEqualTo(Map.of(0L, List.of(1L), HOUR, List.of(1L)));
        windows.add(List.of(outcome(3, 7, 0.9, "0", null)));
        windows = windows(config, store, 3_000);
        windows.report(3_000);
        assertThat(sent(config).get(0L)).containsExactly(1L, 2L);
        windows.reached(20 * HOUR);
        windows.add(List.of(outcome(4, 8, 0.9, "0", null)));
        windows.report(5_000);
        assertThat(metrics.late()).isEqualTo(1);
        assertThat(sent(config).get(0L)).as("closed and forgotten").containsExactly(1L, 2L, 2L);
    }

    private PerformanceWindows windows(OutcomesConfig config, KeyValueStore<Bytes, byte[]> store, long now) {
        context.setCurrentSystemTimeMs(now);
        OpenWindowsStore<PerformanceCounts> open = new OpenWindowsStore<>(
                store,
                bytes -> PerformanceCounts.read(config, bytes),
                HOUR,
                config.kept().toMillis());
        WindowedCounting.Output output = new WindowedCounting.Output("parts", CountingPlace.FIRST);
        return new PerformanceWindows(config, metrics, new WindowedCounting<>(context, output, open));
    }

    /** The rows of the parts that were sent, by the start of their window. */
    private Map<Long, List<Long>> sent(OutcomesConfig config) {
        Map<Long, List<Long>> sent = new HashMap<>();
        context.forwarded("parts").forEach(forwarded -> {
            WindowKey key = WindowKey.of(forwarded.record().key());
            WindowPart part = WindowPart.read((byte[]) forwarded.record().value());
            sent.computeIfAbsent(key.start(), start -> new ArrayList<>())
                    .add(PerformanceCounts.read(config, part.counts()).rows());
        });
        return sent;
    }

    @Test
    void rankedClasses_surviveARestart() {
        ScoredEvent event = outcome(1, 5, 0.9, "a", null).event();
        ScoredChunk read = ScoredChunk.read(new ScoredChunk(7, List.of(event)).toBytes());
        assertThat(read).isEqualTo(new ScoredChunk(7, List.of(event)));
    }
}
