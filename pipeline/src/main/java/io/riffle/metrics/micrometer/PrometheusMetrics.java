package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.riffle.metrics.AlertMetrics;
import io.riffle.metrics.DriftMetrics;
import io.riffle.metrics.EventsTopicMetrics;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.MetricSamples;
import io.riffle.metrics.ModelMetrics;
import io.riffle.metrics.OperationsTotals;
import io.riffle.metrics.OutcomeMetrics;
import io.riffle.metrics.QualityMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.metrics.ServingMetrics;
import io.riffle.metrics.TransactionMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All metrics of one process, each with the label {@code pipeline}, and the page that Prometheus reads. */
public final class PrometheusMetrics implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<AutoCloseable> bound = new ArrayList<>();
    private final ScoringMetrics scoring;
    private final ModelMetrics models;
    private final ServingMetrics serving;
    private final FeatureMetrics features;
    private final AlertMetrics alerts;
    private final LatencyHistogram latency;

    public PrometheusMetrics(String pipeline) {
        registry.config().commonTags(List.of(Tag.of("pipeline", pipeline))).meterFilter(new KafkaMetersKept());
        latency = new LatencyHistogram(
                "riffle_latency_seconds",
                "Time from an event record's timestamp to its prediction being handed to the producer",
                Labels.of("pipeline", pipeline));
        registry.getPrometheusRegistry().register(latency);
        scoring = new MicrometerScoringMetrics(registry, latency);
        ScoreHistograms scores = new ScoreHistograms("riffle_model_score", "Scores of a model version");
        registry.getPrometheusRegistry().register(scores);
        AgeHistograms ages = new AgeHistograms(pipeline);
        registry.getPrometheusRegistry().register(ages);
        features = new MicrometerFeatureMetrics(registry, ages);
        alerts = new MicrometerAlertMetrics(registry);
        models = new MicrometerModelMetrics(registry, pipeline, scores);
        serving = new MicrometerServingMetrics(registry);
    }

    public QualityMetrics quality() {
        return new MicrometerQualityMetrics(registry);
    }

    public DriftMetrics drift() {
        return new MicrometerDriftMetrics(registry);
    }

    public ScoringMetrics scoring() {
        return scoring;
    }

    public ModelMetrics models() {
        return models;
    }

    public ServingMetrics serving() {
        return serving;
    }

    public FeatureMetrics features() {
        return features;
    }

    public AlertMetrics alerts() {
        return alerts;
    }

    /** What rules about operations are measured by. */
    public OperationsTotals operations() {
        return new MicrometerOperationsTotals(registry, latency);
    }

    public OutcomeMetrics outcomes() {
        return new MicrometerOutcomeMetrics(registry);
    }

    public EventsTopicMetrics eventsTopic() {
        return new MicrometerEventsTopicMetrics(registry);
    }

    public TransactionMetrics transactions() {
        return new MicrometerTransactionMetrics(registry);
    }

    /** Adds meters of someone else, for example {@code new KafkaStreamsMetrics(streams)}; closed with this. */
    public void bind(MeterBinder meters) {
        meters.bindTo(registry);
        if (meters instanceof AutoCloseable closeable) {
            bound.add(closeable);
        }
    }

    /** Adds what the JVM and the operating system know about this process. */
    public void bindProcess() {
        bind(new JvmMemoryMetrics());
        bind(new JvmGcMetrics());
        bind(new JvmThreadMetrics());
        bind(new ClassLoaderMetrics());
        bind(new ProcessorMetrics());
        bind(new UptimeMetrics());
        bind(new FileDescriptorMetrics());
        ResidentMemory memory = new ResidentMemory(); // held by nobody else: a gauge alone would lose it
        Gauge.builder("process.resident.memory", memory, ResidentMemory::bytes)
                .description("Memory of the process, with what is outside the Java heap; NaN where not known")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        Gauge.builder("process.memory.limit", memory, ResidentMemory::limit)
                .description("What the container may use before it is killed; NaN where there is no limit")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }

    /** The content type for a request's Accept header: OpenMetrics if it is asked for, Prometheus text otherwise. */
    public static String contentType(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }

    /** The page in a content type that {@link #contentType} gave. */
    public byte[] scrape(String contentType) {
        try {
            ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 16);
            registry.scrape(page, contentType);
            return page.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What {@link #scrape} would write now. */
    public MetricSamples samples() {
        return PageSamples.of(registry.getPrometheusRegistry().scrape());
    }

    @Override
    public void close() {
        for (AutoCloseable meters : bound) {
            try {
                meters.close();
            } catch (Exception failure) {
                throw new IllegalStateException("meters must close: " + failure.getMessage(), failure);
            }
        }
        registry.close();
    }
}
