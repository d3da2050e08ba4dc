package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.config.InferenceConfig;
import io.riffle.metrics.ServingMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what several callers ask at the same time together, on one thread of its own: inference never takes more of
 * the machine from the stream than that. While the thread is busy questions gather by themselves; when it is free it
 * waits a moment for those that are announced, and not at all if none is.
 *
 * @param <Q> question
 * @param <A> answer
 */
final class Batching<Q, A> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Batching.class);
    private static final long IDLE_SECONDS = 5;

    /** Answers each question of a batch, by completing it. */
    interface Worker<Q, A> {
        void answer(List<Asked<Q, A>> batch);

        /** Nobody has asked for a while. Called by the thread that answers, also at the end. */
        default void idle() {}
    }

    private final String kind;
    private final InferenceConfig config;
    private final int maxRows;
    private final Worker<Q, A> worker;
    private final ServingMetrics metrics;
    private final LinkedBlockingQueue<Asked<Q, A>> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger queuedRows = new AtomicInteger();
    private final AtomicInteger announced = new AtomicInteger();
    private final Thread thread;
    private @Nullable Asked<Q, A> leftOver;
    private volatile boolean closed;

    /**
     * @param kind of inference, for metrics and messages
     * @param maxRows of one batch; a single question may be larger
     */
    Batching(String kind, InferenceConfig config, int maxRows, ServingMetrics metrics, Worker<Q, A> worker) {
        this.kind = kind;
        this.config = config;
        this.maxRows = maxRows;
        this.worker = worker;
        this.metrics = metrics;
        thread = new Thread(this::work, "riffle-" + kind);
        thread.setDaemon(true);
        thread.start();
    }

    /** A question is on its way; to be followed by {@link #arrived}, whatever became of it. */
    void announce() {
        announced.incrementAndGet();
    }

    void arrived() {
        announced.decrementAndGet();
    }

    /**
     * Waits for the answer.
     *
     * @throws RequestException 503 where too much is waiting already, 504 where the time is over, or as the worker says
     */
    A ask(Q question, int rows, long until) {
        int before = queuedRows.getAndAdd(rows);
        if (before > 0 && before + rows > config.queue()) {
            queuedRows.addAndGet(-rows);
            throw RequestException.unavailable(
                    "at most " + config.queue() + " rows may wait for a score: try again later");
        }
        Asked<Q, A> asked = new Asked<>(question, rows, until, new CompletableFuture<>());
        queue.add(asked);
        if (closed) {
            refuseAll();
        }
        return await(asked);
    }

    /** Rows that wait for the thread, without those in its hand. */
    int waitingRows() {
        return queuedRows.get();
    }

    private A await(Asked<Q, A> asked) {
        try {
            return asked.answer().get(Math.max(1, asked.until() - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw late();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RequestException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("inference must not fail: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw closing();
        }
    }

    private static RequestException late() {
        return new RequestException(504, "the answer must be there within http.deadline: was not");
    }

    private static RequestException closing() {
        return RequestException.unavailable("the pipeline is stopping");
    }

    private void work() {
        try {
            while (!closed) {
                List<Asked<Q, A>> batch = gather();
                if (!batch.isEmpty()) {
                    answer(batch);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        idle();
        if (leftOver != null) {
            leftOver.answer().completeExceptionally(closing());
        }
        refuseAll();
    }

    private void idle() {
        try {
            worker.idle();
        } catch (RuntimeException defect) {
            LOG.error("{} must let go of what it does not need: {}", kind, defect.getMessage(), defect);
        }
    }

    private void answer(List<Asked<Q, A>> batch) {
        metrics.batch(kind, batch.stream().mapToInt(Asked::rows).sum());
        try {
            worker.answer(batch);
        } catch (Throwable defect) {
            // An error too: without this thread nobody is answered any more.
            LOG.error("{} must answer its batch: {}", kind, defect.getMessage(), defect);
            batch.forEach(asked -> asked.answer().completeExceptionally(defect));
        }
    }

    private List<Asked<Q, A>> gather() throws InterruptedException {
        List<Asked<Q, A>> batch = new ArrayList<>();
        Asked<Q, A> first = leftOver == null ? queue.poll(IDLE_SECONDS, TimeUnit.SECONDS) : leftOver;
        leftOver = null;
        if (first == null) {
            idle();
            return batch;
        }
        int rows = take(batch, first);
        long end = System.nanoTime() + config.maxDelay().toNanos();
        while (rows < maxRows) {
            Asked<Q, A> next = next(end);
            if (next == null) {
                break;
            }
            if (rows + next.rows() > maxRows) {
                leftOver = next;
                break;
            }
            rows += take(batch, next);
        }
        return batch;
    }

    private @Nullable Asked<Q, A> next(long end) throws InterruptedException {
        Asked<Q, A> waiting = queue.poll();
        while (waiting == null && announced.get() > 0 && System.nanoTime() - end < 0) {
            waiting = queue.poll(100, TimeUnit.MICROSECONDS);
        }
        return waiting;
    }

    /** Who has given up needs no answer. */
    private int take(List<Asked<Q, A>> batch, Asked<Q, A> asked) {
        queuedRows.addAndGet(-asked.rows());
        if (asked.isLate(System.nanoTime())) {
            asked.answer().completeExceptionally(late());
            return 0;
        }
        batch.add(asked);
        return asked.rows();
    }

    private void refuseAll() {
        for (Asked<Q, A> asked = queue.poll(); asked != null; asked = queue.poll()) {
            asked.answer().completeExceptionally(closing());
        }
    }

    /** Waits for the batch in hand, briefly; what still waits is refused. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        refuseAll();
    }
}
