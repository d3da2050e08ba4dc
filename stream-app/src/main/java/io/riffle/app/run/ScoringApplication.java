package io.riffle.app.run;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.riffle.app.alerts.AlertServices;
import io.riffle.app.dashboard.Dashboard;
import io.riffle.app.dashboard.PipelineState;
import io.riffle.app.deploy.ModelsResource;
import io.riffle.app.http.HealthResource;
import io.riffle.app.http.Resource;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.OpenedSoFar;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.AlertsResource;
import io.riffle.app.report.DriftResource;
import io.riffle.app.report.ExperimentsResource;
import io.riffle.app.topic.BrokerClient;
import io.riffle.app.topic.ClusterNeeds;
import io.riffle.app.topic.EventsTopicPast;
import io.riffle.app.topic.InternalTopics;
import io.riffle.app.topic.StartingOffsets;
import io.riffle.app.topic.TopicAdministration;
import io.riffle.app.verdict.Verdicts;
import io.riffle.config.Pipeline;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.model.deployment.Deployment;
import io.riffle.topology.RecordLimits;
import io.riffle.topology.ScoringTopology;
import io.riffle.topology.StreamsSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * A running pipeline: Kafka Streams, its adapters, metrics and health.
 */
public final class ScoringApplication implements AutoCloseable {
    private final BrokerClient client;
    private final AppAdapters adapters;
    private final PrometheusMetrics metrics;
    private final StreamRun stream;
    private final ScoresOnRequest scores;
    private final Dashboard dashboard;
    private final AlertServices alerts;
    private final EventsTopicWatch events;
    private final TransactionWatch transactions;
    private final BrokerContact broker;
    private final HttpInterface http;

    private ScoringApplication(
            BrokerClient client,
            AppAdapters adapters,
            PrometheusMetrics metrics,
            StreamRun stream,
            ScoresOnRequest scores,
            Dashboard dashboard,
            AlertServices alerts,
            EventsTopicWatch events,
            TransactionWatch transactions,
            BrokerContact broker,
            HttpInterface http) {
        this.client = client;
        this.adapters = adapters;
        this.metrics = metrics;
        this.stream = stream;
        this.scores = scores;
        this.dashboard = dashboard;
        this.alerts = alerts;
        this.events = events;
        this.transactions = transactions;
        this.broker = broker;
        this.http = http;
    }

    /**
     * Checks the topics, loads the model, opens the adapters and starts to read. The broker lets a new group wait for
     * further members; what the stream does not need is opened in that time.
     *
     * @throws UserProblem if the user must change something first: a topic, the model, a port
     */
    public static ScoringApplication start(Pipeline pipeline) throws UserProblem, InterruptedException {
        StreamsSettings settings = new StreamsSettings(pipeline);
        try (OpenedSoFar opened = new OpenedSoFar()) {
            BrokerClient client = opened.add(BrokerClient.of(pipeline));
            TopicAdministration topics = new TopicAdministration(client);
            PrometheusMetrics metrics = opened.add(new PrometheusMetrics(pipeline.name()));
            AppAdapters adapters;
            RecordLimits limits;
            try (Meanwhile<RecordLimits> looking = Meanwhile.begin("topics", () -> look(topics, pipeline, client))) {
                adapters = opened.add(AppAdapters.open(pipeline, metrics));
                limits = looking.get();
            }
            Topology topology =
                    new ScoringTopology(pipeline, adapters.with(metrics.scoring(), metrics), limits).build();
            topics.requirePartitionsAsBefore(
                    pipeline, new InternalTopics(pipeline, topology.describe()).besideEvents());
            new StartingOffsets(pipeline, client).commit();
            EventsTopicPast past = new EventsTopicPast(pipeline, client);
            List<String> lasting = new ArrayList<>(topics.warnings(pipeline));
            lasting.addAll(past.problems());
            KafkaStreams streams = opened.add(new KafkaStreams(topology, settings.streams()));
            EventsTopicWatch events = opened.add(
                    EventsTopicWatch.open(pipeline, client.admin(), streams, metrics.eventsTopic(), lasting));
            past.remember();
            TransactionWatch transactions = opened.add(
                    TransactionWatch.open(pipeline, client.admin(), topology.describe(), metrics.transactions()));
            metrics.bindProcess();
            metrics.bind(new KafkaStreamsMetrics(streams));
            StreamRun stream = opened.add(StreamRun.start(pipeline.name(), streams));
            BrokerContact broker = opened.add(new BrokerContact(client.admin(), System::currentTimeMillis));
            Verdicts verdicts = new Verdicts();
            AppHealth health = new AppHealth(streams, adapters, events, transactions, broker, verdicts);
            ScoresOnRequest scores = opened.add(ScoresOnRequest.open(pipeline, adapters, streams, metrics, health));
            List<Resource> resources = new ArrayList<>(scores.resources());
            resources.add(new HealthResource(health));
            resources.add(new ModelsResource(pipeline, adapters.deployments()));
            pipeline.outcomes().ifPresent(wanted -> resources.add(new ExperimentsResource(pipeline)));
            PipelineState state = new PipelineState(
                    pipeline.name(),
                    System.currentTimeMillis(),
                    pipeline.models().followDeployments(),
                    health,
                    broker::silentSince,
                    verdicts,
                    adapters.deployments()::deployment,
                    adapters.deployments()::refusal);
            Dashboard dashboard = opened.add(Dashboard.open(pipeline, state, metrics::samples, topology.describe()));
            resources.addAll(dashboard.resources());
            resources.add(new AlertsResource(pipeline));
            pipeline.drift().ifPresent(declared -> resources.add(new DriftResource(pipeline)));
            AlertServices alerts = opened.add(AlertServices.open(
                    pipeline,
                    streams,
                    metrics.operations(),
                    metrics.alerts(),
                    adapters.deployments().instance()));
            HttpInterface http = opened.add(HttpInterface.open(pipeline, metrics, resources));
            alerts.start();
            events.start();
            transactions.start();
            broker.start();
            opened.keep();
            return new ScoringApplication(
                    client, adapters, metrics, stream, scores, dashboard, alerts, events, transactions, broker, http);
        }
    }

    /** Gives what the topics take that the stream writes. */
    private static RecordLimits look(TopicAdministration topics, Pipeline pipeline, BrokerClient client)
            throws UserProblem, InterruptedException {
        topics.require(pipeline);
        new ClusterNeeds(pipeline, client).require();
        topics.raiseInternal(pipeline);
        return topics.limits(pipeline);
    }

    /** Waits until the pipeline has ended, and says how. */
    public ExitCode await() throws InterruptedException {
        return stream.await();
    }

    /** Whether events are being read. */
    public boolean isRunning() {
        return stream.isRunning();
    }

    /** Whether nothing will be read any more: closed, or stopped by an error. */
    public boolean hasEnded() {
        return stream.hasEnded();
    }

    /** Which versions score now. */
    public Deployment deployment() {
        return adapters.deployments().deployment();
    }

    /** Where metrics and health are served. */
    public int httpPort() {
        return http.port();
    }

    /** Finishes the frames in hand, commits and closes everything; blocks for at most 30 s. */
    @Override
    public void close() {
        stream.close();
        dashboard.close();
        http.close();
        scores.close();
        alerts.close();
        events.close();
        transactions.close();
        broker.close();
        client.close();
        metrics.close();
        adapters.close();
        stream.end();
    }
}
