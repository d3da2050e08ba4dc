package io.riffle.routing;

import io.riffle.deadletter.Rejection;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Degradation;
import io.riffle.schema.Stage;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Writes one prediction per scored row, and an alert for each rule that its score matches. What is answered goes on to those
 * who watch it.
 */
public final class RoutingProcessor extends ContextualProcessor<byte[], ScoredFrame, byte @Nullable [], Object> {
    private final RoutingStage stage;
    private final RoutingNodes nodes;
    private final ScoringMetrics metrics;
    private final PredictionWriter predictions;
    private final List<AlertWriter> alerts;
    private final int[] alerted;
    private final Map<Degradation, Integer> degraded = new EnumMap<>(Degradation.class);

    public RoutingProcessor(RoutingStage stage, RoutingNodes nodes) {
        this.stage = stage;
        this.nodes = nodes;
        metrics = stage.metrics();
        predictions = new PredictionWriter(stage.predictions().includeFeatures(), stage.schema());
        alerts = stage.alerts().stream().map(AlertWriter::new).toList();
        alerted = new int[alerts.size()];
    }

    @Override
    public void process(Record<byte[], ScoredFrame> record) {
        long start = stage.clocks().nanoseconds().getAsLong();
        ScoredFrame frame = record.value();
        PredictionWriter.Rows rows = predictions.rows(frame);
        BitSet refused = new BitSet();
        for (int row = 0; row < frame.events().size(); row++) {
            refused.set(row, !route(frame, row, rows.write(row)));
        }
        count(frame, refused.cardinality());
        metrics.stage(Stage.ROUTE, stage.clocks().nanoseconds().getAsLong() - start);
        nodes.answered().ifPresent(watcher -> watch(record, refused, watcher));
    }

    private void watch(Record<byte[], ScoredFrame> record, BitSet refused, String watcher) {
        ScoredFrame frame = record.value();
        if (!refused.isEmpty()) {
            refused.flip(0, frame.events().size());
            frame.retain(refused);
        }
        if (frame.events().size() > 0) {
            context().forward(record, watcher);
        }
    }

    /** Whether the prediction is one that its topic takes. */
    private boolean route(ScoredFrame frame, int row, byte[] value) {
        FrameRow source = frame.events().row(row);
        byte[] key = frame.events().entityKey(row);
        int room = stage.limit().room(key, value);
        if (room < 0) {
            context().forward(stage.deadLetters().record(source, tooLarge(value, room)), nodes.deadLetters());
            return false;
        }
        Record<byte @Nullable [], byte @Nullable []> prediction =
                new Record<>(key, value, source.timestamp(), OutputHeaders.of(source, room));
        for (int i = 0; i < nodes.predictions().size(); i++) {
            context().forward(prediction, nodes.predictions().get(i));
        }
        alert(frame, row, key);
        return true;
    }

    private static Rejection tooLarge(byte[] value, int room) {
        return new Rejection(
                Stage.ROUTE,
                DeadLetterReason.OUT_OF_RANGE,
                "the prediction must have at most " + (value.length + room) + " bytes: has " + value.length);
    }

    private void alert(ScoredFrame frame, int row, byte[] key) {
        for (int i = 0; i < alerted.length; i++) {
            AlertWriter alert = alerts.get(i);
            if (alert.rule().matches(frame.scores()[row])) {
                FrameRow source = frame.events().row(row);
                byte[] value = alert.write(frame, row);
                int room = stage.limit().room(key, value);
                context()
                        .forward(
                                new Record<>(key, value, source.timestamp(), OutputHeaders.of(source, room)),
                                nodes.alerts());
                alerted[i]++;
            }
        }
    }

    private void count(ScoredFrame frame, int refused) {
        EventFrame events = frame.events();
        metrics.predicted(frame.version(), frame.variant(), events.size() - refused);
        long now = stage.clocks().milliseconds().getAsLong();
        for (int row = 0; row < events.size(); row++) {
            metrics.latency(Math.max(0, now - events.row(row).timestamp()));
            events.degradations(row).forEach(reason -> degraded.merge(reason, 1, Integer::sum));
        }
        degraded.forEach(metrics::degraded);
        degraded.clear();
        for (int i = 0; i < alerted.length; i++) {
            if (alerted[i] > 0) {
                metrics.alerted(alerts.get(i).rule().name(), alerts.get(i).severity(), alerted[i]);
                alerted[i] = 0;
            }
        }
    }
}
