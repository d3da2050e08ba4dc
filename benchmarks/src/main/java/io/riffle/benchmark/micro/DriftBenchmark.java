package io.riffle.benchmark.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Time per row of counting drift: 28 numbers with 64 bins each, 4 categories and the score, and writing the counts. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DriftBenchmark {

    /** A full frame: the counts are written once for 256 rows. */
    @Benchmark
    @OperationsPerInvocation(DriftFixture.ROWS)
    public byte[] fullFrame(DriftFixture fixture) {
        return fixture.count(DriftFixture.ROWS);
    }

    /** A frame of one row, as on a quiet topic: the counts are written for each row. */
    @Benchmark
    public byte[] frameOfOne(DriftFixture fixture) {
        return fixture.count(1);
    }

    /** A full frame of a version without a reference profile, whose bins follow from the values. */
    @Benchmark
    @OperationsPerInvocation(DriftFixture.ROWS)
    public byte[] fullFrameWithoutReference(DriftFixture fixture) {
        return fixture.countUnbinned(DriftFixture.ROWS);
    }

    /** A frame of one row of such a version. */
    @Benchmark
    public byte[] frameOfOneWithoutReference(DriftFixture fixture) {
        return fixture.countUnbinned(1);
    }
}
