package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.config.QualityConfig;
import io.riffle.config.SideTopic;
import io.riffle.watch.quality.QualityJudge;
import io.riffle.watch.quality.QualityLayout;
import io.riffle.watch.quality.QualityOutputs;
import io.riffle.watch.quality.QualityProcessor;
import io.riffle.watch.quality.QualityStage;
import io.riffle.watch.window.CountingPlace;
import io.riffle.watch.window.WindowedCounting;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * Counts events in windows, accepted and refused: all dead letters of the stages before pass through its node as well. If
 * events are repartitioned, those that are refused before are counted there, by a second node.
 */
final class QualityWatcher implements Watcher {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();
    private static final String REJECTED_WINDOWS = "rejected-windows";

    private final Pipeline pipeline;
    private final QualityConfig config;
    private final QualityStage stage;

    QualityWatcher(Pipeline pipeline, QualityConfig config, Adapters adapters) {
        this.pipeline = pipeline;
        this.config = config;
        stage = new QualityStage(
                pipeline.name(),
                config,
                QualityLayout.of(pipeline),
                adapters.watch().quality());
    }

    @Override
    public List<StageNode> stages() {
        return List.of(new StageNode(NodeNames.COUNT_QUALITY, StageNode.Letters.TAKES, this::counter));
    }

    private QualityProcessor counter(String next) {
        return new QualityProcessor(
                stage,
                new QualityOutputs(
                        QualityProcessor.OPEN_WINDOWS,
                        next,
                        NodeNames.DEAD_LETTERS,
                        new WindowedCounting.Output(NodeNames.WINDOW_PARTS, CountingPlace.FIRST)));
    }

    @Override
    public Optional<RefusedEvents> refusedEvents() {
        return Optional.of(new RefusedEvents(NodeNames.COUNT_REJECTED, this::addRejected));
    }

    private void addRejected(Topology topology) {
        QualityOutputs outputs = new QualityOutputs(
                REJECTED_WINDOWS,
                "",
                NodeNames.REJECTED_EVENTS,
                new WindowedCounting.Output(NodeNames.REJECTED_PARTS, CountingPlace.SECOND));
        topology.addProcessor(
                NodeNames.COUNT_REJECTED, () -> new QualityProcessor(stage, outputs), NodeNames.CHECK_EVENTS);
        topology.addStateStore(QualityProcessor.store(REJECTED_WINDOWS), NodeNames.COUNT_REJECTED);
        topology.addSink(NodeNames.REJECTED_PARTS, pipeline.countsTopic(), BYTES, BYTES, NodeNames.COUNT_REJECTED);
    }

    @Override
    public Optional<WindowMerge.Counting> counting() {
        return Optional.of(new WindowMerge.Counting(
                NodeNames.COUNT_QUALITY,
                QualityProcessor.store(QualityProcessor.OPEN_WINDOWS),
                new QualityJudge(stage, NodeNames.QUALITY_REPORTS),
                pipeline.topics().of(SideTopic.QUALITY),
                config.window()));
    }
}
