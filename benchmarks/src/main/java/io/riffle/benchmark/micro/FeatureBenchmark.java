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

/** Time per event of each transform and of a formula, on frames of {@link FeatureFixture#ROWS} rows. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FeatureFixture.ROWS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FeatureBenchmark {

    /** One column with one step, from the table into the tensor. */
    @Benchmark
    public int transform(FeatureFixture fixture) {
        return fixture.write();
    }

    /** {@code amount / max(count, 1)}. */
    @Benchmark
    public int formula(FormulaFixture fixture) {
        return fixture.evaluate();
    }
}
