package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.RunOptions;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.output.RunFailure;
import io.riffle.scoring.output.RunGuard;
import io.riffle.scoring.output.RunWatchdog;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A share of a session whose runs end in time. Not thread-safe. */
final class LimitedSession implements AutoCloseable {
    private final OnnxSession session;
    private final RunOptions options;
    private final RunGuard guard;

    /**
     * Takes over one user's share of the session.
     *
     * @param usualLimit nanoseconds that a run usually gets at least
     */
    LimitedSession(OnnxSession session, RunWatchdog watchdog, long usualLimit) throws OrtException {
        this.session = session;
        options = new RunOptions();
        options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        guard = watchdog.guard(usualLimit, () -> terminate(true));
    }

    /** @param limit nanoseconds */
    Result run(Map<String, OnnxTensor> fed, Set<String> requested, Map<String, OnnxValue> pinned, long limit)
            throws OrtException, RunFailure {
        guard.begin(limit);
        try {
            return session.session().run(fed, requested, pinned, options);
        } catch (OrtException failed) {
            if (guard.end()) {
                throw new RunFailure(
                        DeadLetterReason.MODEL_TIMEOUT,
                        "the model must answer within " + TimeUnit.NANOSECONDS.toMillis(limit) + " ms: was cut off");
            }
            throw failed;
        } finally {
            if (guard.end()) {
                terminate(false);
            }
        }
    }

    static OnnxValue answer(Result result, String name) throws RunFailure {
        @Nullable OnnxValue answer = result.get(name).orElse(null);
        if (answer == null) {
            throw new RunFailure(DeadLetterReason.MODEL_ERROR, "output '" + name + "' must be answered: is absent");
        }
        return answer;
    }

    private void terminate(boolean now) {
        try {
            options.setTerminate(now);
        } catch (OrtException impossible) {
            throw new IllegalStateException("a run must be terminable", impossible);
        }
    }

    @Override
    public void close() {
        guard.close();
        options.close();
        session.release();
    }
}
