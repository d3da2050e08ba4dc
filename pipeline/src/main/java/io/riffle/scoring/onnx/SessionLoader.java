package io.riffle.scoring.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.ShownText;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes sessions from bytes. The runtime evaluates constants while it loads, which may take any time: so has a limit. */
final class SessionLoader {
    /** Constants larger than this are computed at each run instead of once, at load. */
    private static final String LARGEST_CONSTANT = Integer.toString(256 << 20);

    private final OrtEnvironment environment;
    private final Duration limit;
    private final OptLevel optimization;

    SessionLoader(OrtEnvironment environment, Duration limit) {
        this(environment, limit, OptLevel.ALL_OPT);
    }

    /** @param optimization without any, nothing of the model is evaluated */
    SessionLoader(OrtEnvironment environment, Duration limit, OptLevel optimization) {
        this.environment = environment;
        this.limit = limit;
        this.optimization = optimization;
    }

    OrtSession load(byte[] model) throws ModelRefusedException {
        CompletableFuture<OrtSession> loading = new CompletableFuture<>();
        Thread thread = new Thread(() -> load(model, loading), "riffle-model-loader");
        thread.setDaemon(true);
        thread.start();
        try {
            return loading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // Native code cannot be stopped from outside: the thread is left to itself and closes what it gets.
            loading.cancel(false);
            throw new ModelRefusedException(
                    RefusalStage.LOAD, "the model must load within " + limit.toMillis() + " ms: did not");
        } catch (ExecutionException failed) {
            throw new ModelRefusedException(RefusalStage.LOAD, "ONNX Runtime must accept the model: " + reason(failed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            loading.cancel(false);
            throw new ModelRefusedException(RefusalStage.LOAD, "loading was interrupted");
        }
    }

    private void load(byte[] model, CompletableFuture<OrtSession> loading) {
        try (SessionOptions options = options()) {
            OrtSession session = environment.createSession(model, options);
            if (!loading.complete(session)) {
                session.close();
            }
        } catch (OrtException | RuntimeException | OutOfMemoryError refused) {
            loading.completeExceptionally(refused);
        }
    }

    /** Parallelism comes from tasks, so a session has one thread: the caller's. */
    private SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setOptimizationLevel(optimization);
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        // Otherwise bytes that look like both formats would be read in the one that was not inspected.
        options.addConfigEntry("session.load_model_format", "ONNX");
        options.addConfigEntry("optimization.constant_folding_max_output_size_in_bytes", LARGEST_CONSTANT);
        // Failures come as exceptions; the runtime's own log would repeat them per event, with names unescaped.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return ShownText.cut(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
}
