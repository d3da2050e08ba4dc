package io.riffle.app.dashboard;

import io.riffle.app.http.Resource;
import io.riffle.app.report.DriftReports;
import io.riffle.app.report.LatestReports;
import io.riffle.app.report.QualityReports;
import io.riffle.app.report.ReportKind;
import io.riffle.app.report.Standing;
import io.riffle.app.topic.KafkaTail;
import io.riffle.app.topic.TopicTail;
import io.riffle.config.Pipeline;
import io.riffle.metrics.MetricSamples;
import io.riffle.schema.WindowReport;
import io.riffle.topology.StreamsSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.TopologyDescription;

/** The dashboard of a running pipeline: what it adds to the HTTP interface. Close it after that. */
public final class Dashboard implements AutoCloseable {
    private final Sampler sampler;
    private final TopicsResource topics;
    private final List<Resource> resources;

    private Dashboard(Sampler sampler, TopicsResource topics, TopologyDescription topology) {
        this.sampler = sampler;
        this.topics = topics;
        resources = List.of(new PageResource(), new OverviewResource(sampler, TopologyGraph.of(topology)), topics);
    }

    /** Begins to look at the metrics. */
    public static Dashboard open(
            Pipeline pipeline, PipelineState state, Supplier<MetricSamples> metrics, TopologyDescription topology) {
        StreamsSettings settings = new StreamsSettings(pipeline);
        return open(pipeline, state, metrics, topology, topic -> new KafkaTail(settings.reader(), topic));
    }

    static Dashboard open(
            Pipeline pipeline,
            PipelineState state,
            Supplier<MetricSamples> metrics,
            TopologyDescription topology,
            TopicTail.Opener tails) {
        Sampler sampler = new Sampler(state, metrics, System::currentTimeMillis);
        TopicsResource topics = new TopicsResource(
                new EventSample(tails.open(pipeline.topics().predictions()), System::currentTimeMillis),
                new Standing(tails.open(pipeline.topics().alerts())),
                latest(new DriftReports(), pipeline, tails),
                latest(new QualityReports(), pipeline, tails));
        sampler.start();
        return new Dashboard(sampler, topics, topology);
    }

    private static <R extends WindowReport> Optional<LatestReports<R>> latest(
            ReportKind<R> kind, Pipeline pipeline, TopicTail.Opener tails) {
        return kind.topic(pipeline).map(topic -> new LatestReports<>(kind, tails.open(topic)));
    }

    /** What the HTTP server serves. */
    public List<Resource> resources() {
        return resources;
    }

    @Override
    public void close() {
        sampler.close();
        topics.close();
    }
}
