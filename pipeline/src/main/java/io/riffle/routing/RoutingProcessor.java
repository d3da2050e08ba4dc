package io.riffle.routing;

import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Degradation;
import io.riffle.schema.Stage;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Writes one prediction per scored row, and an alert for each rule that its score matches. */
public final class RoutingProcessor extends ContextualProcessor<byte[], ScoredFrame, byte[], byte[]> {
    private final RoutingStage stage;
    private final List<String> predictionNodes;
    private final String alertSink;
    private final ScoringMetrics metrics;
    private final PredictionWriter predictions;
    private final List<AlertWriter> alerts;
    private final int[] alerted;
    private final Map<Degradation, Integer> degraded = new EnumMap<>(Degradation.class);

    public RoutingProcessor(RoutingStage stage, String predictionSink, String alertSink) {
        this(stage, List.of(predictionSink), alertSink);
    }

    /** @param predictionNodes the children that get the predictions, each of them all */
    public RoutingProcessor(RoutingStage stage, List<String> predictionNodes, String alertSink) {
        this.stage = stage;
        this.predictionNodes = List.copyOf(predictionNodes);
        this.alertSink = alertSink;
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
        for (int row = 0; row < frame.events().size(); row++) {
            Record<byte[], byte[]> prediction = output(frame.events(), row, rows.write(row));
            for (int i = 0; i < predictionNodes.size(); i++) {
                context().forward(prediction, predictionNodes.get(i));
            }
            alert(frame, row, prediction);
        }
        count(frame);
        metrics.stage(Stage.ROUTE, stage.clocks().nanoseconds().getAsLong() - start);
    }

    private static Record<byte[], byte[]> output(EventFrame events, int row, byte[] value) {
        FrameRow source = events.row(row);
        byte[] key = events.entity(row).getBytes(StandardCharsets.UTF_8);
        return new Record<>(key, value, Math.max(0, source.timestamp()), OutputHeaders.of(source));
    }

    private void alert(ScoredFrame frame, int row, Record<byte[], byte[]> prediction) {
        for (int i = 0; i < alerted.length; i++) {
            AlertWriter alert = alerts.get(i);
            if (alert.rule().matches(frame.scores()[row])) {
                context().forward(prediction.withValue(alert.write(frame, row)), alertSink);
                alerted[i]++;
            }
        }
    }

    private void count(ScoredFrame frame) {
        EventFrame events = frame.events();
        metrics.predicted(frame.version(), frame.variant(), events.size());
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
