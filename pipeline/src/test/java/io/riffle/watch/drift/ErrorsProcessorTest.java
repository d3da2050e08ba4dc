package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.OutcomesConfig;
import io.riffle.schema.Outcome;
import io.riffle.schema.ScoredBy;
import io.riffle.schema.Severity;
import io.riffle.watch.alert.AlertInputJson;
import io.riffle.watch.alert.AlertSignal;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorsProcessorTest {
    private static final long MINUTE = 60_000;

    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
    private final KeyValueStore<Bytes, byte[]> store = SequenceStore.builder(ErrorsProcessor.STORE)
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    private ErrorsProcessor errors = processor();
    private int rows;

    ErrorsProcessorTest() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        errors.init(context);
    }

    private static ErrorsProcessor processor() {
        return new ErrorsProcessor(OutcomesConfig.DEFAULT, MINUTE, "next", "signals");
    }

    @Test
    void change_isTold_whenAnswersGetWorse_andOver_whenNoneFollows() {
        outcomes(600, 20);
        assertThat(signals()).isEmpty();
        outcomes(300, 2);
        List<AlertSignal> found = signals();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).key()).isEqualTo("drift:1/champion/errors.ddm.0");
        assertThat(found.get(0).finding().severity()).isEqualTo(Severity.MEDIUM);
        outcomes(700, 2);
        assertThat(signals()).extracting(signal -> signal.finding().severity()).containsExactly(Severity.NONE);
    }

    /** The same stream without a restart alarms at the same row. */
    @Test
    void change_isFoundAtTheSameRow_whenTheTaskMoves() {
        outcomes(600, 20);
        int straight = rowsToAlarm(false);
        rows = 0;
        ErrorsProcessorTest moved = new ErrorsProcessorTest();
        moved.outcomes(600, 20);
        assertThat(moved.rowsToAlarm(true)).isEqualTo(straight).isPositive();
    }

    @Test
    void correction_isPassedOn_andNotCounted() {
        outcomes(600, 20);
        for (int i = 0; i < 300; i++) {
            send(true, "0");
        }
        assertThat(signals()).isEmpty();
        assertThat(context.forwarded("next")).hasSize(900);
    }

    /** An alert that ends in the far future would take all later signals for older ones. */
    @Test
    void labelDatedAhead_doesNotMoveTheTimeOfSignals() {
        outcomes(600, 20);
        send(false, null, 1_000_000 * MINUTE);
        outcomes(300, 2);
        assertThat(signals())
                .hasSize(1)
                .allSatisfy(signal -> assertThat(signal.to()).isLessThan(rows * 100L));
    }

    private int rowsToAlarm(boolean moving) {
        for (int row = 1; row <= 300; row++) {
            if (moving) {
                errors = processor();
                errors.init(context);
            }
            send(row % 2 == 0, null);
            if (!signals().isEmpty()) {
                return row;
            }
        }
        return -1;
    }

    private void outcomes(int number, int everyWrong) {
        for (int i = 1; i <= number; i++) {
            send(i % everyWrong == 0, null);
        }
    }

    private void send(boolean wrong, @Nullable String before) {
        send(wrong, before, 0);
    }

    private void send(boolean wrong, @Nullable String before, long ahead) {
        long time = rows++ * 100L;
        Outcome outcome = new Outcome(
                new Outcome.Event("e" + rows, "c", time),
                time + ahead,
                wrong ? 0.9 : 0.1,
                null,
                new Outcome.Label("0", before),
                new ScoredBy("m", "1", "champion"),
                null);
        errors.process(new Record<>(new byte[0], outcome, time));
    }

    private List<AlertSignal> signals() {
        List<AlertSignal> signals = context.forwarded("signals").stream()
                .map(forwarded -> (AlertSignal)
                        AlertInputJson.read((byte[]) forwarded.record().value()).orElseThrow())
                .toList();
        if (!signals.isEmpty()) {
            context.resetForwards();
        }
        return signals;
    }
}
