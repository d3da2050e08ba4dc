package io.riffle.app.alerts;

import io.riffle.config.OperationsMeasure;
import io.riffle.config.Watched;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Severity;
import io.riffle.watch.alert.AlertSignal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Makes signals of samples: each is about the last minute, or what there is of it. A rate of errors or a latency is not
 * known while there are no rows, and is not told then.
 */
final class OperationsReadings {
    private static final long MINUTE = 60_000;

    private final String instance;
    private final Set<OperationsMeasure> wanted;
    private final double[] latencyBounds;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final UsualRate usual = new UsualRate();
    private long rememberedTo = Long.MIN_VALUE / 2;

    OperationsReadings(String instance, Set<OperationsMeasure> wanted, double[] latencyBounds) {
        this.instance = instance;
        this.wanted = Set.copyOf(wanted);
        this.latencyBounds = latencyBounds;
    }

    /** What there is to tell after one more sample; its time must be above that of the one before. */
    List<AlertSignal> after(Sample now) {
        samples.addLast(now);
        while (samples.size() > 2 && secondOldest().atMs() <= now.atMs() - MINUTE) {
            samples.removeFirst();
        }
        Sample before = samples.getFirst();
        if (before.atMs() >= now.atMs()) {
            return List.of();
        }
        List<AlertSignal> signals = new ArrayList<>();
        for (OperationsMeasure measure : OperationsMeasure.values()) {
            if (wanted.contains(measure)) {
                value(measure, before, now).ifPresent(value -> signals.add(signal(measure, value, before, now)));
            }
        }
        remember(before, now);
        return signals;
    }

    private Sample secondOldest() {
        return Objects.requireNonNull(samples.stream().skip(1).findFirst().orElse(null));
    }

    private OptionalDouble value(OperationsMeasure measure, Sample before, Sample now) {
        long received = now.totals().received() - before.totals().received();
        return switch (measure) {
            case ERROR_RATE ->
                received == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double)
                                        (now.totals().failed() - before.totals().failed())
                                / received);
            case MEAN_LATENCY -> mean(before, now);
            case P95_LATENCY -> quantile(before, now, 0.95);
            case P99_LATENCY -> quantile(before, now, 0.99);
            case THROUGHPUT -> reads(before, now) ? OptionalDouble.of(perSecond(before, now)) : OptionalDouble.empty();
            case THROUGHPUT_OF_USUAL -> ofUsual(before, now);
            case CONSUMER_LAG -> OptionalDouble.of((double) now.lag());
        };
    }

    private static OptionalDouble mean(Sample before, Sample now) {
        long rows = 0;
        for (long count : latencies(before, now)) {
            rows += count;
        }
        double millis = now.totals().latencyMillis() - before.totals().latencyMillis();
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(millis / rows);
    }

    private OptionalDouble quantile(Sample before, Sample now, double share) {
        long[] counts = latencies(before, now);
        for (long count : counts) {
            if (count > 0) {
                return OptionalDouble.of(LatencyQuantile.of(latencyBounds, counts, share));
            }
        }
        return OptionalDouble.empty();
    }

    private static long[] latencies(Sample before, Sample now) {
        long[] counts = now.totals().latencies().clone();
        for (int i = 0; i < counts.length; i++) {
            counts[i] -= before.totals().latencies()[i];
        }
        return counts;
    }

    private OptionalDouble ofUsual(Sample before, Sample now) {
        OptionalDouble known = usual.usual();
        if (!reads(before, now) || known.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(perSecond(before, now) / now.partitions() / known.getAsDouble());
    }

    /** Whether the whole time was spent on the same number of partitions. */
    private static boolean reads(Sample before, Sample now) {
        return now.partitions() > 0 && before.partitions() == now.partitions();
    }

    private static double perSecond(Sample before, Sample now) {
        return (now.totals().received() - before.totals().received()) * 1e3 / (now.atMs() - before.atMs());
    }

    private void remember(Sample before, Sample now) {
        if (now.atMs() - before.atMs() >= MINUTE && now.atMs() - rememberedTo >= MINUTE && reads(before, now)) {
            usual.add(perSecond(before, now) / now.partitions());
            rememberedTo = now.atMs();
        }
    }

    private AlertSignal signal(OperationsMeasure measure, double value, Sample before, Sample now) {
        String text = String.format(
                Locale.ROOT,
                "%s of %s was %.4g%s in the last %d s",
                measure.text(),
                instance,
                value,
                unit(measure),
                (now.atMs() - before.atMs()) / 1_000);
        return new AlertSignal(
                Watched.OPERATIONS,
                AlertSubject.ofInstance(instance, measure.text()),
                new Finding(Severity.NONE, value, 0, text),
                before.atMs(),
                now.atMs());
    }

    private static String unit(OperationsMeasure measure) {
        return switch (measure) {
            case MEAN_LATENCY, P95_LATENCY, P99_LATENCY -> " ms";
            case THROUGHPUT -> " rows per second";
            case CONSUMER_LAG -> " records";
            case ERROR_RATE, THROUGHPUT_OF_USUAL -> "";
        };
    }
}
