package io.riffle.watch.window;

import io.riffle.frame.RecordDates;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * How far event time has come in the windows of one task, and the way on for what they counted. Where no events come, event
 * time goes on with the wall clock, counted from the last event on.
 *
 * @param <C> what is counted
 */
public final class WindowedCounting<C extends MergeableCounts<C>> {
    /** How often the wall clock is looked at. */
    public static final Duration TICK = Duration.ofSeconds(1);

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final ProcessorContext<? super byte[], Object> context;
    private final Output output;
    private final OpenWindowsStore<C> windows;
    private long eventTime;
    private long seenAt;

    /**
     * The way on.
     *
     * @param parts the child that gets what was counted in a window
     */
    public record Output(String parts, CountingPlace place) {}

    /** The newest window that is open tells how far the events had come before a restart. */
    public WindowedCounting(
            ProcessorContext<? super byte[], Object> context, Output output, OpenWindowsStore<C> windows) {
        this.context = context;
        this.output = output;
        this.windows = windows;
        eventTime = windows.isEmpty() ? UNKNOWN : windows.newestStart();
        seenAt = context.currentSystemTimeMs();
    }

    public OpenWindowsStore<C> windows() {
        return windows;
    }

    /** As far as events have brought it; before the first one a time before all others. */
    public long eventTime() {
        return eventTime;
    }

    /** Events have come as far as this; returns how far event time has come. */
    public long reached(long latest) {
        eventTime = Math.max(eventTime, latest);
        seenAt = context.currentSystemTimeMs();
        return eventTime;
    }

    /** How far event time has come with the wall clock; empty if there is no window that waits for it. */
    public OptionalLong quietTime(long now) {
        if (windows.isEmpty()) {
            return OptionalLong.empty();
        }
        if (eventTime == UNKNOWN) {
            eventTime = windows.newestStart();
        }
        return OptionalLong.of(eventTime + Math.max(0, now - seenAt));
    }

    /** Sends on what was counted in a window. */
    public void send(WindowKey key, C counts) {
        int partition = context.taskId().partition();
        WindowPart part = WindowPart.of(output.place(), partition, counts.toBytes());
        // A window of events that are dated ahead, or one that is not over, ends later than now.
        long date = new RecordDates(context::currentSystemTimeMs).of(key.end() - 1);
        for (WindowPart.Message message : part.messages(key)) {
            context.forward(new Record<>(message.key(), message.value(), date), output.parts());
        }
    }
}
