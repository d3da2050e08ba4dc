package io.riffle.scoring.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The one environment of ONNX Runtime in this process.
 *
 * <p>Creating it, ONNX Runtime 1.29 matches the process's command line with a recursive regular expression: from about
 * 3,000 characters on (a class path is soon as long) it overflows an ordinary stack and ends the JVM without a word. So
 * a thread with a large stack creates it. Its telemetry is switched off, and what it has written by then is deleted.
 */
final class SharedEnvironment {
    private static final long STACK_BYTES = 256L << 20;

    private SharedEnvironment() {}

    /** Creates it at the first call; ONNX Runtime itself keeps it to one. */
    static synchronized OrtEnvironment get() {
        FutureTask<OrtEnvironment> creation = new FutureTask<>(SharedEnvironment::create);
        new Thread(null, creation, "onnx-environment", STACK_BYTES).start();
        try {
            return creation.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("ONNX Runtime must start: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ONNX Runtime started", stopped);
        }
    }

    private static OrtEnvironment create() throws OrtException {
        Leftovers leftovers = Leftovers.before(System::getenv);
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "riffle");
        environment.setTelemetry(false);
        leftovers.delete();
        return environment;
    }
}
