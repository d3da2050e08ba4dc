package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.scoring.ModelPorts;
import io.riffle.scoring.ModelSwitch;
import io.riffle.scoring.onnx.OnnxVersionLoader;
import io.riffle.watch.alert.CanaryStop;
import java.util.Properties;
import org.apache.kafka.streams.Topology;

/**
 * A declared pipeline inside an application of one's own: its topology, the settings it needs, and what it holds open.
 * It scores with the configured version, or the highest; another one is taken by {@link #deploy}. (Following a control
 * topic, HTTP and operations are what {@code riffle run} adds.) Close it after the streams that run it.
 */
public final class EmbeddedPipeline implements AutoCloseable {
    private final Pipeline pipeline;
    private final PrometheusMetrics metrics;
    private final OnnxVersionLoader loader;
    private final ModelSwitch models;
    private final OutsideParts outside;

    private EmbeddedPipeline(
            Pipeline pipeline,
            PrometheusMetrics metrics,
            OnnxVersionLoader loader,
            ModelSwitch models,
            OutsideParts outside) {
        this.pipeline = pipeline;
        this.metrics = metrics;
        this.loader = loader;
        this.models = models;
        this.outside = outside;
    }

    /**
     * Loads the model and connects to Redis if the pipeline reads profiles.
     *
     * @throws ModelRefusedException if the version must not score, or there is none
     */
    public static EmbeddedPipeline open(Pipeline pipeline) throws ModelRefusedException, InterruptedException {
        DeclaredModels declared = new DeclaredModels(pipeline.models());
        FileModelRegistry registry = declared.registry();
        Deployment first = Deployment.initial(declared.usual(registry));
        PrometheusMetrics metrics = new PrometheusMetrics(pipeline.name());
        OnnxVersionLoader loader = new OnnxVersionLoader(pipeline, registry, System::nanoTime);
        boolean opened = false;
        try {
            ModelSwitch models = new ModelSwitch(loader, first);
            OutsideParts outside = OutsideParts.open(
                    pipeline,
                    version -> models.deployment().fingerprints().getOrDefault(version, ""),
                    metrics,
                    new OutsideParts.Clocks(System::nanoTime, System::currentTimeMillis));
            opened = true;
            return new EmbeddedPipeline(pipeline, metrics, loader, models, outside);
        } finally {
            if (!opened) {
                loader.close();
                metrics.close();
            }
        }
    }

    /** The stages of the pipeline, from its events topic to its predictions. A new one at each call. */
    public Topology topology() {
        return new ScoringTopology(pipeline, adapters()).build();
    }

    /** What the stages need, for a topology of one's own with {@link ScoringTopology#addStages}. */
    public Adapters adapters() {
        ModelPorts ports = ModelPorts.of(models, metrics.models());
        return outside.adapters(ports, metrics.scoring(), metrics, CanaryStop.NONE);
    }

    /** The settings of Kafka Streams that the pipeline declares or needs. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings(pipeline).properties());
        return properties;
    }

    /** Counters of the stages, and {@link PrometheusMetrics#scrape} for an endpoint of one's own. */
    public PrometheusMetrics metrics() {
        return metrics;
    }

    /**
     * Takes another deployment, from the next frame on.
     *
     * @throws ModelRefusedException if one of its versions is refused; the deployment before goes on
     */
    public void deploy(Deployment deployment) throws ModelRefusedException {
        models.change(deployment);
    }

    @Override
    public void close() {
        outside.close();
        models.close();
        loader.close();
        metrics.close();
    }
}
