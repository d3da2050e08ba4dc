package io.riffle.demo.cli;

import io.riffle.app.run.ScoringApplication;
import io.riffle.demo.payments.AlarmLog;
import io.riffle.demo.payments.DemoConsumer;
import io.riffle.demo.payments.DemoLedger;
import io.riffle.demo.payments.DemoProducer;
import io.riffle.demo.payments.DemoReport;
import io.riffle.demo.payments.FrameSizes;
import io.riffle.demo.payments.LiveLine;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Payments on their way through a running pipeline, until all are answered or somebody stops it. */
final class DemoRun {
    private static final long LOOK_MILLIS = 50;
    private static final long SHOW_NANOS = 1_000_000_000L;
    private static final long ALARM_NANOS = 30_000_000_000L;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final ScoringApplication application;
    private final DemoProducer producer;
    private final DemoConsumer consumer;
    private final DemoLedger ledger;
    private final AlarmLog alarms;
    private final long windowMillis;
    private final Optional<LiveLine> line;
    private final FrameSizes frames;
    private final CountDownLatch stop;
    private long shownAt = System.nanoTime();
    private long answeredAt = System.nanoTime();
    private long lastInFlight;

    /**
     * Of one pipeline.
     *
     * @param windowMillis how long the windows are that alarms come from
     * @param stop what ends a run that would go on
     */
    DemoRun(
            ScoringApplication application,
            DemoProducer producer,
            DemoConsumer consumer,
            DemoLedger ledger,
            AlarmLog alarms,
            long windowMillis,
            Optional<LiveLine> line,
            CountDownLatch stop) {
        this.application = application;
        this.producer = producer;
        this.consumer = consumer;
        this.ledger = ledger;
        this.alarms = alarms;
        this.windowMillis = windowMillis;
        this.line = line;
        this.stop = stop;
        frames = new FrameSizes(URI.create("http://127.0.0.1:" + application.httpPort() + "/metrics"));
    }

    /** @param once whether to end when all was answered, rather than to wait for a stop */
    DemoReport run(boolean once) throws InterruptedException {
        awaitRunning();
        Thread reading = start(consumer, "demo-consumer");
        Thread sending = start(producer, "demo-producer");
        while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && !application.hasEnded()) {
            show();
            if (once && producer.isDone() && isSettled()) {
                break;
            }
        }
        producer.stop();
        sending.join();
        while (!isSettled() && !application.hasEnded()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            show();
        }
        awaitAlarms();
        consumer.stop();
        reading.join();
        line.ifPresent(LiveLine::end);
        return ledger.report();
    }

    private void awaitRunning() throws InterruptedException {
        while (!application.isRunning() && !application.hasEnded() && stop.getCount() > 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Whether every record has its answer, or none came for so long that none will come. */
    private boolean isSettled() {
        long inFlight = ledger.inFlight();
        if (inFlight != lastInFlight) {
            lastInFlight = inFlight;
            answeredAt = System.nanoTime();
        }
        return inFlight <= 0 || System.nanoTime() - answeredAt > PATIENCE_NANOS;
    }

    /** A window is judged some seconds after its last event. */
    private void awaitAlarms() throws InterruptedException {
        long from = System.nanoTime();
        while (alarms.isWaiting(windowMillis) && !application.hasEnded() && System.nanoTime() - from < ALARM_NANOS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            show();
        }
        tell();
    }

    private void tell() {
        alarms.news().forEach(news -> line.ifPresent(live -> live.tell("riffle: " + news)));
    }

    private void show() throws InterruptedException {
        tell();
        if (line.isPresent() && System.nanoTime() - shownAt >= SHOW_NANOS) {
            shownAt = System.nanoTime();
            line.get().show(ledger.snapshot(), frames.meanSinceLast());
        }
    }

    private static Thread start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
