package io.riffle.app.run;

import io.riffle.app.process.UserProblem;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part of a start that is done beside another one. */
final class Meanwhile<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    private Meanwhile(String name, Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task, name);
        thread.setDaemon(true);
    }

    static <T> Meanwhile<T> begin(String name, Callable<T> work) {
        Meanwhile<T> meanwhile = new Meanwhile<>(name, work);
        meanwhile.thread.start();
        return meanwhile;
    }

    /**
     * Waits for the result.
     *
     * @throws UserProblem if the work threw it
     */
    T get() throws UserProblem, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof UserProblem problem) {
                throw problem;
            }
            throw cause instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(cause);
        }
    }

    /** Interrupts what is not done. */
    @Override
    public void close() {
        task.cancel(true);
    }
}
