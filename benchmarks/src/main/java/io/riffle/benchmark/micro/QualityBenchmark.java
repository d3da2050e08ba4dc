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

/** Time per row of counting data quality of 32 fields, and writing the counts. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QualityBenchmark {

    /** A full frame: the counts are written once for 256 rows. */
    @Benchmark
    @OperationsPerInvocation(QualityFixture.ROWS)
    public byte[] fullFrame(QualityFixture fixture) {
        return fixture.count(QualityFixture.ROWS);
    }

    /** A frame of one row, as on a quiet topic: the counts are written for each row. */
    @Benchmark
    public byte[] frameOfOne(QualityFixture fixture) {
        return fixture.count(1);
    }
}
