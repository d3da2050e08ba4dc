package io.riffle.scoring.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/**
 * A session that scorer and runs share. The last to release it closes it: closing it under a run would crash the
 * process.
 */
final class OnnxSession {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private int users = 1;

    OnnxSession(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    OrtEnvironment environment() {
        return environment;
    }

    OrtSession session() {
        return session;
    }

    synchronized void acquire() {
        if (users == 0) {
            throw new IllegalStateException("a scorer must not be used after it was closed");
        }
        users++;
    }

    synchronized void release() {
        users--;
        if (users == 0) {
            close();
        }
    }

    private void close() {
        try {
            session.close();
        } catch (OrtException impossible) {
            throw new IllegalStateException("a session that is open must close", impossible);
        }
    }
}
