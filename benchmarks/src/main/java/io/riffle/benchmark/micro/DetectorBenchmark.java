package io.riffle.benchmark.micro;

import io.riffle.stats.sequential.Adwin;
import io.riffle.stats.sequential.PageHinkley;
import io.riffle.stats.sequential.SequentialDetector;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time per row and watched feature of {@code drift.detectors}, in frames of 256 rows after which the state is written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DetectorBenchmark {
    private static final int ROWS = 256;

    private final double[] values = new Random(1).doubles(ROWS).toArray();
    private final SequentialDetector adwin = new Adwin(0.002);
    private final SequentialDetector pageHinkley = new PageHinkley(0.25, 50, 30);

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] adwin() {
        return frame(adwin);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] pageHinkley() {
        return frame(pageHinkley);
    }

    private byte[] frame(SequentialDetector detector) {
        for (double value : values) {
            detector.add(value);
        }
        return detector.toBytes();
    }
}
