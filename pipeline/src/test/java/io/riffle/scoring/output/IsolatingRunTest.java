package io.riffle.scoring.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.model.folder.GoldenRows;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ModelTask;
import io.riffle.model.folder.OutputSpec;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What any runtime gets around its call, here one in Java that doubles a number and fails for negative ones. */
class IsolatingRunTest {
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Feature("x", FeatureType.NUMBER, FeatureSource.EVENT)));
    private static final TensorSpec INPUT =
            new TensorSpec("x", TensorType.FLOAT64, List.of(new ColumnSpec("x", List.of())));

    private final AtomicLong clock = new AtomicLong();
    private final List<Integer> calls = new ArrayList<>();
    private final RunWatchdog watchdog = new RunWatchdog(clock::get);
    private long runTime = 1;

    @AfterEach
    void close() {
        watchdog.close();
    }

    @Test
    void score_isOneCall_whenAllRowsAreGood() {
        ScoreResult result = run(0).score(table(1, 2, 3), 3);
        assertThat(result.failures()).isEmpty();
        assertThat(result.scores()).startsWith(2, 4, 6);
        assertThat(calls).containsExactly(3);
    }

    @Test
    void score_losesTheBadRowAlone_whenABatchFails() {
        ScoreResult result = run(0).score(table(1, -2, 3), 3);
        assertThat(result.failures()).containsOnlyKeys(1);
        assertThat(result.failures().get(1).reason()).isEqualTo(DeadLetterReason.MODEL_ERROR);
        assertThat(result.scores()[0]).isEqualTo(2);
        assertThat(result.scores()[2]).isEqualTo(6);
        assertThat(calls).containsExactly(3, 1, 1, 1);
    }

    @Test
    void score_repeatsTheLastRow_whenTheModelTakesAFixedNumber() {
        ScoreResult result = run(2).score(table(1, 2, 3), 3);
        assertThat(result.scores()).startsWith(2, 4, 6);
        assertThat(calls).containsExactly(2, 2);
    }

    /** Rows after the time of their frame is used up are not even tried. */
    @Test
    void score_endsInTime_whenSingleRowsAreSlow() {
        runTime = 150;
        ScoreResult result = run(0).score(table(-1, 2, 3, 4), 4);
        assertThat(result.failures()).containsOnlyKeys(0, 3);
        assertThat(result.failures().get(3).reason()).isEqualTo(DeadLetterReason.MODEL_TIMEOUT);
    }

    private Scorer.Run run(int fixedRows) {
        InputBinding input = new InputBinding(INPUT, 1, List.of(1L));
        OutputBinding output = new OutputBinding("y", TensorType.FLOAT64, List.of(-1L, 1L), List.of());
        OutputSpec spec = new OutputSpec("y", 0, Optional.empty(), List.of(), List.of("y"));
        ModelManifest manifest = new ModelManifest(
                "m", "1", "m.java", "", ModelTask.REGRESSION, List.of(INPUT), spec, Optional.empty(), GoldenRows.NONE);
        InputRows fed = new InputRows(input, TensorBuilder.create(INPUT, SCHEMA, Transforms.load()), fixedRows);
        OutputRows read = new OutputRows(output, fixedRows);
        RunTiming timing = new RunTiming(watchdog, 200, clock::get);
        return new IsolatingRun(
                new Doubling(fed, read),
                new ScoreReader(manifest, List.of(fed), List.of(read)),
                new Bindings(List.of(input), List.of(output), spec, fixedRows),
                timing);
    }

    private static FeatureTable table(double... values) {
        FeatureTable table = new FeatureTable(SCHEMA, values.length);
        for (int row = 0; row < values.length; row++) {
            table.number(0, row, values[row]);
        }
        return table;
    }

    private final class Doubling implements BatchRun {
        private final InputRows input;
        private final OutputRows output;
        private final ByteBuffer memory = ByteBuffer.allocate(1_000).order(ByteOrder.nativeOrder());

        Doubling(InputRows input, OutputRows output) {
            this.input = input;
            this.output = output;
        }

        @Override
        public void run(FeatureTable table, int from, int rows, long limit, Map<Integer, Rejection> unfit)
                throws RunFailure {
            clock.addAndGet(runTime);
            input.write(table, from, from + rows, memory);
            int answered = memory.flip().limit(input.fed(rows) * Double.BYTES).remaining() / Double.BYTES;
            calls.add(answered);
            output.checkRows(answered, rows);
            output.widen(1);
            for (int row = 0; row < answered; row++) {
                double value = memory.getDouble(row * Double.BYTES);
                if (value < 0) {
                    throw new RunFailure(DeadLetterReason.MODEL_ERROR, "the number must not be negative: was " + value);
                }
                memory.putDouble(row * Double.BYTES, 2 * value);
            }
            output.values().take(memory, from, rows);
        }

        @Override
        public void takeOdd(TensorBuilder.OddSink sink) {
            input.takeOdd(sink);
        }

        @Override
        public void close() {}
    }
}
