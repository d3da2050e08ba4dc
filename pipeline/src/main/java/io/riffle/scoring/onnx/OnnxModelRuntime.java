package io.riffle.scoring.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.graph.ClassifierOutputs;
import io.riffle.model.graph.GraphInspector;
import io.riffle.scoring.ModelRuntime;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.output.Bindings;
import io.riffle.scoring.output.InputBinding;
import io.riffle.scoring.output.OutputBinding;
import io.riffle.scoring.output.RunTiming;
import io.riffle.scoring.output.RunWatchdog;
import io.riffle.settings.ShownText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** ONNX Runtime on the CPU, one thread per task. */
public final class OnnxModelRuntime implements ModelRuntime {
    private final OrtEnvironment environment = SharedEnvironment.get();
    private final Transforms transforms;
    private final SessionLoader sessions;
    private final Duration runLimit;
    private final LongSupplier nanoClock;
    private final RunWatchdog watchdog;

    /**
     * @param runLimit how long one run may take
     * @param loadLimit how long the runtime may take to load a model
     * @param nanoClock monotonic nanoseconds
     */
    public OnnxModelRuntime(Transforms transforms, Duration runLimit, Duration loadLimit, LongSupplier nanoClock) {
        this.transforms = transforms;
        this.runLimit = runLimit;
        this.nanoClock = nanoClock;
        sessions = new SessionLoader(environment, loadLimit);
        watchdog = new RunWatchdog(nanoClock);
    }

    @Override
    public void inspect(byte[] model, long maxTensorBytes) throws ModelRefusedException {
        new GraphInspector(maxTensorBytes).inspect(model);
    }

    @Override
    public Scorer load(ModelArtifact model, FeatureSchema features) throws ModelRefusedException {
        OrtSession session = sessions.load(ClassifierOutputs.withTrueWidths(model.bytes()));
        try {
            Bindings bindings = bindings(model.manifest(), features, session);
            OnnxSession shared = new OnnxSession(environment, session);
            return new OnnxScorer(model.manifest(), bindings, features, transforms, shared, timing());
        } catch (OrtException unreadable) {
            close(session);
            throw new ModelRefusedException(
                    RefusalStage.CONTRACT,
                    "inputs and outputs must be readable: " + ShownText.cut(String.valueOf(unreadable.getMessage())));
        } catch (ModelRefusedException refusal) {
            close(session);
            throw refusal;
        }
    }

    private RunTiming timing() {
        return new RunTiming(watchdog, runLimit.toNanos(), nanoClock);
    }

    private Bindings bindings(ModelManifest manifest, FeatureSchema features, OrtSession session)
            throws OrtException, ModelRefusedException {
        List<String> problems = new ArrayList<>();
        InputContract inputs = new InputContract(transforms, features, problems);
        List<InputBinding> fed = inputs.check(session.getInputInfo(), manifest.inputs());
        OutputContract outputs = new OutputContract(manifest, problems);
        List<OutputBinding> read = outputs.check(session.getOutputInfo());
        if (!problems.isEmpty()) {
            throw new ModelRefusedException(RefusalStage.CONTRACT, problems);
        }
        List<OutputBinding> others = outputs.others(session.getOutputInfo(), inputs.fixedRows());
        return new Bindings(fed, read, others, manifest.output(), inputs.fixedRows());
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException impossible) {
            throw new IllegalStateException("a session that is open must close", impossible);
        }
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
