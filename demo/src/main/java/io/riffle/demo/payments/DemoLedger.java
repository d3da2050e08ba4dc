package io.riffle.demo.payments;

import io.riffle.schema.DeadLetterReason;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was produced and what came back. The producer's thread notes each record before it sends it, the consumer's thread
 * notes each answer; latency and the AUC follow from the two. Both sides may be asked for counts from any thread.
 */
public final class DemoLedger {
    /** Payments that may wait for an answer at the same time: their times are kept in a ring of this size. */
    static final int MOST_IN_FLIGHT = 1 << 20;

    private static final int RING = 1 << 21;
    private static final long NOT_WAITING = -1;

    private final LongSupplier nanoClock;
    private final AlarmLog alarms;
    private final long start;
    /** Per payment twice the nanoseconds from start to its sending, plus 1 for fraud. */
    private final AtomicLongArray waiting = new AtomicLongArray(RING);

    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder expectedDeadLetters = new LongAdder();
    private final LongAdder predicted = new LongAdder();
    private final LongAdder unexpected = new LongAdder();
    private final LongAdder deadLettered = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder alerts = new LongAdder();
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LatencyHistogram recentLatency = new LatencyHistogram();
    private final BinnedAuc auc = new BinnedAuc();
    private volatile long firstSent = -1;
    private volatile long lastAnswer;

    /** @param alarms what is told about events that are sent */
    public DemoLedger(LongSupplier nanoClock, AlarmLog alarms) {
        this.nanoClock = nanoClock;
        this.alarms = alarms;
        start = nanoClock.getAsLong();
        for (int i = 0; i < RING; i++) {
            waiting.setPlain(i, NOT_WAITING);
        }
    }

    /** To be called right before a record is sent. */
    void sending(DemoRecord record) {
        long now = elapsed();
        if (firstSent < 0) {
            firstSent = now;
        }
        sent.increment();
        alarms.sending(record.payment().time());
        if (record.expected().isPresent()) {
            expectedDeadLetters.increment();
            return;
        }
        waiting.set(slot(record.sequence()), now * 2 + (record.isFraud() ? 1 : 0));
    }

    /** The broker has stored a record. */
    void acknowledged() {
        acknowledged.increment();
    }

    /** A prediction was read; the second one for a payment, or one that nobody waits for, is unexpected. */
    void predicted(long sequence, double score) {
        lastAnswer = elapsed();
        predicted.increment();
        long noted = sequence < 0 ? NOT_WAITING : waiting.getAndSet(slot(sequence), NOT_WAITING);
        if (noted == NOT_WAITING) {
            unexpected.increment();
            return;
        }
        synchronized (latency) {
            latency.add(lastAnswer - noted / 2);
            recentLatency.add(lastAnswer - noted / 2);
            auc.add(score, noted % 2 == 1);
        }
    }

    void deadLettered(String reason) {
        lastAnswer = elapsed();
        deadLettered.increment();
        if (reason.equals(DeadLetterReason.DUPLICATE.label())) {
            duplicates.increment();
        }
    }

    /** A record of the alerts topic was read: an alert about a score, or an alarm about an incident. */
    void alerted(byte @Nullable [] key, byte[] value) {
        if (!alarms.read(key, value)) {
            alerts.increment();
        }
    }

    /** Records that were sent and have no answer yet. */
    public long inFlight() {
        return sent.sum() - predicted.sum() - deadLettered.sum();
    }

    /** What happened so far; p50 and p99 are those since the last call. */
    public DemoSnapshot snapshot() {
        synchronized (latency) {
            DemoSnapshot snapshot = new DemoSnapshot(
                    elapsed(),
                    predicted.sum() + deadLettered.sum(),
                    recentLatency.percentile(0.5),
                    recentLatency.percentile(0.99),
                    deadLettered.sum(),
                    alerts.sum());
            recentLatency.clear();
            return snapshot;
        }
    }

    /** The result, once nothing is in flight. */
    public DemoReport report() {
        synchronized (latency) {
            double seconds = Math.max(1, lastAnswer - firstSent) / 1e9;
            return new DemoReport(
                    new DemoReport.Records(
                            acknowledged.sum(),
                            predicted.sum(),
                            deadLettered.sum(),
                            alerts.sum(),
                            duplicates.sum(),
                            expectedDeadLetters.sum(),
                            unexpected.sum()),
                    (predicted.sum() + deadLettered.sum()) / seconds,
                    new DemoReport.Latency(latency.percentile(0.5), latency.percentile(0.95), latency.percentile(0.99)),
                    auc.value(),
                    alarms.drift(),
                    alarms.quality());
        }
    }

    private long elapsed() {
        return nanoClock.getAsLong() - start;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (RING - 1));
    }
}
