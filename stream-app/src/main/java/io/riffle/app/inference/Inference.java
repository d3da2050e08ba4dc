package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.config.InferenceConfig;
import io.riffle.config.Pipeline;
import io.riffle.metrics.ServingMetrics;
import io.riffle.scoring.ActiveModels;
import io.riffle.scoring.ModelSource;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorModel;
import java.time.Duration;
import java.util.List;

/**
 * Tensors in, tensors out, by the versions that score the stream, as the Open Inference Protocol V2 has it. A version is
 * there while the deployment uses it as champion, canary, variant or shadow. Thread-safe.
 */
public final class Inference implements AutoCloseable {
    /** What is served beside the protocol itself, by the names of those who defined it. */
    public static final List<String> EXTENSIONS = List.of("binary_tensor_data");

    private static final String KIND = "infer";

    private final ModelSource models;
    private final Measured measured;
    private final Batching<InferQuestion, List<Tensor>> batching;
    private final long deadlineNanos;

    public Inference(Pipeline pipeline, ModelSource models, ServingMetrics metrics) {
        this(
                models,
                pipeline.http().inference(),
                pipeline.batch().maxSize(),
                pipeline.http().limits().deadline(),
                metrics);
    }

    /**
     * With all that the pipeline decides.
     *
     * @param maxRows that are run together
     * @param deadline how long an answer may take
     */
    Inference(ModelSource models, InferenceConfig config, int maxRows, Duration deadline, ServingMetrics metrics) {
        this.models = models;
        measured = new Measured(KIND, metrics);
        batching = new Batching<>(KIND, config, maxRows, metrics, new TensorWorker(models));
        deadlineNanos = deadline.toNanos();
    }

    /** Rows that wait for their run. */
    int waitingRows() {
        return batching.waitingRows();
    }

    /** A request is being read; to be followed by {@link #arrived}. */
    void announce() {
        batching.announce();
    }

    void arrived() {
        batching.arrived();
    }

    /**
     * Answers a request.
     *
     * @param version empty for the champion's
     * @throws RequestException in the words of the caller, with the status that fits
     */
    public InferAnswer infer(String model, String version, InferRequest request) {
        long until = System.nanoTime() + deadlineNanos;
        return measured.answer(() -> {
            InferQuestion question = question(model, version, request);
            List<Tensor> outputs = batching.ask(question, question.rows(), until);
            return new InferAnswer(request.id(), model, question.version(), outputs);
        });
    }

    /** What the protocol says about a model. */
    public ModelView describe(String model, String version) {
        try (ActiveModels active = models.acquire()) {
            VersionsInUse versions = new VersionsInUse(active);
            Scorer scorer = versions.scorer(model, version);
            TensorModel tensors = VersionsInUse.tensors(scorer);
            return new ModelView(model, versions.versions(), tensors.inputs(), tensors.outputs());
        }
    }

    /** All that can be asked. */
    public List<ServedVersion> served() {
        try (ActiveModels active = models.acquire()) {
            return new VersionsInUse(active).served();
        }
    }

    private InferQuestion question(String model, String version, InferRequest request) {
        try (ActiveModels active = models.acquire()) {
            Scorer scorer = new VersionsInUse(active).scorer(model, version);
            TensorModel tensors = VersionsInUse.tensors(scorer);
            return new InferQuestion(
                    model,
                    scorer.version(),
                    TensorRules.inputs(request, tensors),
                    TensorRules.outputs(request, tensors));
        }
    }

    @Override
    public void close() {
        batching.close();
    }
}
