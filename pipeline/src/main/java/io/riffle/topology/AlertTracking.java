package io.riffle.topology;

import io.riffle.config.DriftConfig;
import io.riffle.config.OutcomesConfig;
import io.riffle.config.Pipeline;
import io.riffle.config.QualityConfig;
import io.riffle.config.SideTopic;
import io.riffle.config.alerting.AlertAction;
import io.riffle.frame.RecordDates;
import io.riffle.watch.alert.AlertingStage;
import io.riffle.watch.alert.TrackAlertsProcessor;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * Alerts with a life: what the merge of window counts found, and what the signals topic carries (from outside of the
 * stream, from stages that are elsewhere, and the mutes), meets in one task, which tells and acts.
 */
final class AlertTracking {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();
    private static final int WINDOWS_OF_COOLDOWN = 2;
    private static final int WINDOWS_OF_SILENCE = 4;
    /** Most subjects are judged once a window, but only in windows with enough rows or labels: a night may have none. */
    private static final Duration LEAST_SILENCE = Duration.ofDays(1);

    private final Pipeline pipeline;
    private final Adapters adapters;

    AlertTracking(Pipeline pipeline, Adapters adapters) {
        this.pipeline = pipeline;
        this.adapters = adapters;
    }

    /** To be called when all sources of signals are there; does nothing if nothing sends any. */
    void addTo(Topology topology, boolean counting) {
        if (!pipeline.signals()) {
            return;
        }
        topology.addSource(
                AutoOffsetReset.earliest(),
                NodeNames.READ_SIGNALS,
                new RecordTimes(new RecordDates(adapters.wallClock())),
                new ByteArrayDeserializer(),
                new AlertInputDeserializer(),
                pipeline.topics().of(SideTopic.SIGNALS));
        String[] parents = counting
                ? new String[] {NodeNames.MERGE_WINDOWS, NodeNames.READ_SIGNALS}
                : new String[] {NodeNames.READ_SIGNALS};
        topology.addProcessor(NodeNames.TRACK_ALERTS, () -> new TrackAlertsProcessor(stage()), parents);
        topology.addStateStore(TrackAlertsProcessor.store(), NodeNames.TRACK_ALERTS);
        topology.addSink(NodeNames.STANDING_ALERTS, pipeline.topics().alerts(), BYTES, BYTES, NodeNames.TRACK_ALERTS);
        if (pipeline.alerting().does(AlertAction.REQUEST_RETRAINING)) {
            String topic = pipeline.topics().of(SideTopic.RETRAINING);
            topology.addSink(NodeNames.RETRAINING, topic, BYTES, BYTES, NodeNames.TRACK_ALERTS);
        }
    }

    private AlertingStage stage() {
        long window = pipeline.drift()
                .map(DriftConfig::window)
                .or(() -> pipeline.outcomes().map(OutcomesConfig::window))
                .orElse(Duration.ofHours(1))
                .toMillis();
        return new AlertingStage(
                pipeline.name(),
                pipeline.alerting(),
                window * WINDOWS_OF_COOLDOWN,
                silence(),
                adapters.alerts().canaries(),
                adapters.alerts().metrics(),
                NodeNames.STANDING_ALERTS,
                NodeNames.RETRAINING);
    }

    /** Longer than any rule looks back: what is gone is forgotten after as long again. */
    private long silence() {
        Stream<Duration> windows = Stream.of(
                        pipeline.drift().map(DriftConfig::window),
                        pipeline.outcomes().map(OutcomesConfig::window),
                        pipeline.quality().map(QualityConfig::window))
                .flatMap(Optional::stream)
                .map(window -> window.multipliedBy(WINDOWS_OF_SILENCE));
        Stream<Duration> rules = pipeline.alerting().rules().stream()
                .flatMap(rule -> Stream.of(rule.cooldown(), rule.condition().hold()));
        return Stream.concat(windows, rules)
                .reduce(LEAST_SILENCE, (a, b) -> a.compareTo(b) >= 0 ? a : b)
                .toMillis();
    }
}
