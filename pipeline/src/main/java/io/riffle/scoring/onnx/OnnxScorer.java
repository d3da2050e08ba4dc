package io.riffle.scoring.onnx;

import ai.onnxruntime.OrtException;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.Transforms;
import io.riffle.model.folder.ModelManifest;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.output.Bindings;
import io.riffle.scoring.output.InputBinding;
import io.riffle.scoring.output.InputRows;
import io.riffle.scoring.output.IsolatingRun;
import io.riffle.scoring.output.OutputRows;
import io.riffle.scoring.output.RunTiming;
import io.riffle.scoring.output.ScoreReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One loaded version. Runs that are still open after {@link #close} go on; the session closes with the last of them. */
final class OnnxScorer implements Scorer {
    private final ModelManifest manifest;
    private final Bindings bindings;
    private final FeatureSchema features;
    private final Transforms transforms;
    private final OnnxSession session;
    private final RunTiming timing;
    private final AtomicBoolean closed = new AtomicBoolean();

    OnnxScorer(
            ModelManifest manifest,
            Bindings bindings,
            FeatureSchema features,
            Transforms transforms,
            OnnxSession session,
            RunTiming timing) {
        this.manifest = manifest;
        this.bindings = bindings;
        this.features = features;
        this.transforms = transforms;
        this.session = session;
        this.timing = timing;
    }

    @Override
    public String model() {
        return manifest.name();
    }

    @Override
    public String version() {
        return manifest.version();
    }

    @Override
    public Run open(int maxRows) {
        List<InputTensor> inputs = bindings.inputs().stream()
                .map(input -> new InputTensor(
                        session.environment(), new InputRows(input, builder(input), bindings.fixedRows())))
                .toList();
        List<BoundOutput> outputs = bindings.outputs().stream()
                .map(output -> new BoundOutput(session.environment(), new OutputRows(output, bindings.fixedRows())))
                .toList();
        ScoreReader reader = new ScoreReader(
                manifest,
                inputs.stream().map(InputTensor::rows).toList(),
                outputs.stream().map(BoundOutput::rows).toList());
        session.acquire();
        try {
            LimitedSession limited = new LimitedSession(session, timing.watchdog(), timing.isolatedRowLimit());
            return new IsolatingRun(new OnnxRun(limited, inputs, outputs), reader, bindings, timing);
        } catch (OrtException noOptions) {
            session.release();
            throw new IllegalStateException("the runtime must give options for runs", noOptions);
        }
    }

    @Override
    public Optional<TensorModel> tensors() {
        return Optional.of(new OnnxTensorModel(bindings, session, timing));
    }

    private TensorBuilder builder(InputBinding input) {
        return TensorBuilder.create(input.spec(), features, transforms);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.release();
        }
    }
}
