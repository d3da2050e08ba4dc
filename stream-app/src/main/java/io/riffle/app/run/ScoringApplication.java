package io.riffle.app.run;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.riffle.app.alerts.AlertServices;
import io.riffle.app.dashboard.Dashboard;
import io.riffle.app.dashboard.PipelineState;
import io.riffle.app.deploy.Deployments;
import io.riffle.app.deploy.ModelsResource;
import io.riffle.app.http.HealthResource;
import io.riffle.app.http.Resource;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.OpenedSoFar;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.AlertsResource;
import io.riffle.app.report.DriftResource;
import io.riffle.app.report.ExperimentsResource;
import io.riffle.app.topic.InternalTopics;
import io.riffle.app.topic.TopicAdministration;
import io.riffle.config.Pipeline;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.model.deployment.Deployment;
import io.riffle.topology.RecordLimits;
import io.riffle.topology.ScoringTopology;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running pipeline: Kafka Streams, its adapters, metrics and health. It goes on after an outage of the broker. It ends
 * when it is closed, or when something fails that would fail for every event (rights, state, a bug); nothing more is read
 * from the topic then.
 */
public final class ScoringApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringApplication.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /** A thread that fails at once after it was replaced must not fill the log. */
    private static final Duration REPLACE_PAUSE = Duration.ofSeconds(1);

    private final AppAdapters adapters;
    private final PrometheusMetrics metrics;
    private final KafkaStreams streams;
    private final ScoresOnRequest scores;
    private final Dashboard dashboard;
    private final AlertServices alerts;
    private final EventsTopicWatch events;
    private final HttpInterface http;
    private final StreamsEnd end;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ThreadFailures failures = new ThreadFailures();

    private ScoringApplication(
            AppAdapters adapters,
            PrometheusMetrics metrics,
            KafkaStreams streams,
            ScoresOnRequest scores,
            Dashboard dashboard,
            AlertServices alerts,
            EventsTopicWatch events,
            HttpInterface http,
            StreamsEnd end) {
        this.adapters = adapters;
        this.metrics = metrics;
        this.streams = streams;
        this.scores = scores;
        this.dashboard = dashboard;
        this.alerts = alerts;
        this.events = events;
        this.http = http;
        this.end = end;
    }

    /**
     * Checks the topics, loads the model, opens the adapters and starts to read.
     *
     * @throws UserProblem if the user must change something first: a topic, the model, a port
     */
    public static ScoringApplication start(Pipeline pipeline) throws UserProblem, InterruptedException {
        StreamsSettings settings = new StreamsSettings(pipeline);
        RecordLimits limits = lookAtTopics(pipeline, settings);
        try (OpenedSoFar opened = new OpenedSoFar()) {
            PrometheusMetrics metrics = opened.add(new PrometheusMetrics(pipeline.name()));
            AppAdapters adapters = opened.add(AppAdapters.open(pipeline, metrics));
            ScoringTopology topology = new ScoringTopology(pipeline, adapters.with(metrics.scoring(), metrics), limits);
            Topology built = topology.build();
            List<String> warnings = lookAtEvents(pipeline, settings, built);
            KafkaStreams streams = opened.add(new KafkaStreams(built, settings.streams()));
            EventsTopicWatch events =
                    opened.add(EventsTopicWatch.open(pipeline, streams, metrics.eventsTopic(), warnings));
            AppHealth health = new AppHealth(streams, adapters, events);
            ScoresOnRequest scores = opened.add(ScoresOnRequest.open(pipeline, adapters, streams, metrics, health));
            List<Resource> resources = new ArrayList<>(scores.resources());
            resources.add(new HealthResource(health));
            resources.add(new ModelsResource(pipeline, adapters.deployments()));
            pipeline.outcomes().ifPresent(wanted -> resources.add(new ExperimentsResource(pipeline)));
            Dashboard dashboard = opened.add(dashboard(pipeline, metrics, health, adapters.deployments(), built));
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
            StreamsEnd end = new StreamsEnd(pipeline.name(), CLOSE_TIMEOUT);
            ScoringApplication application =
                    new ScoringApplication(adapters, metrics, streams, scores, dashboard, alerts, events, http, end);
            application.run();
            opened.keep();
            return application;
        }
    }

    /** Gives what the topics take that the stream writes. */
    private static RecordLimits lookAtTopics(Pipeline pipeline, StreamsSettings settings)
            throws UserProblem, InterruptedException {
        try (Admin admin = Admin.create(settings.admin())) {
            TopicAdministration topics =
                    new TopicAdministration(admin, pipeline.kafka().bootstrapServers());
            topics.require(pipeline);
            topics.raiseInternal(pipeline);
            return topics.limits(pipeline);
        }
    }

    /** Gives what is wrong with the events topic and does not prevent a start. */
    private static List<String> lookAtEvents(Pipeline pipeline, StreamsSettings settings, Topology topology)
            throws UserProblem, InterruptedException {
        try (Admin admin = Admin.create(settings.admin())) {
            TopicAdministration topics =
                    new TopicAdministration(admin, pipeline.kafka().bootstrapServers());
            topics.requirePartitionsAsBefore(
                    pipeline, new InternalTopics(pipeline, topology.describe()).besideEvents());
            return topics.warnings(pipeline);
        }
    }

    private static Dashboard dashboard(
            Pipeline pipeline,
            PrometheusMetrics metrics,
            AppHealth health,
            Deployments deployments,
            Topology topology) {
        PipelineState state = new PipelineState(
                pipeline.name(),
                System.currentTimeMillis(),
                pipeline.models().followDeployments(),
                health,
                deployments::deployment,
                deployments::refusal);
        return Dashboard.open(pipeline, state, metrics::samples, topology.describe());
    }

    private void run() {
        streams.setUncaughtExceptionHandler(this::fail);
        streams.setStateListener(end);
        metrics.bindProcess();
        metrics.bind(new KafkaStreamsMetrics(streams));
        streams.start();
        alerts.start();
        events.start();
    }

    /**
     * An outage passes, and another thread goes on. Any other error would meet every event: stopping keeps them in the
     * topic, going on would drain it.
     */
    private StreamThreadExceptionResponse fail(Throwable cause) {
        if (failures.passes(cause, System.currentTimeMillis())) {
            LOG.warn("a stream thread failed, another goes on", cause);
            pause();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.compareAndSet(null, cause);
        LOG.error("stopping because of an error that is not about one event", cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static void pause() {
        try {
            Thread.sleep(REPLACE_PAUSE.toMillis());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the pipeline has ended, and says how. */
    public ExitCode await() throws InterruptedException {
        end.await();
        return failure.get() == null ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Whether events are being read. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether nothing will be read any more: closed, or stopped by an error. */
    public boolean hasEnded() {
        return end.hasCome();
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
        // Without leaving, all partitions that this instance had would wait for its session to expire.
        CloseOptions leaving = CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leaving)) {
            LOG.warn("not all stream threads ended within {} s", CLOSE_TIMEOUT.toSeconds());
        }
        dashboard.close();
        http.close();
        scores.close();
        alerts.close();
        events.close();
        metrics.close();
        adapters.close();
        end.come();
    }
}
