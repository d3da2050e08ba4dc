package io.riffle.benchmark.micro;

import io.riffle.learning.OnlineLearner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Time per example of learning, per event of correcting its score, and of writing the state. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LearningBenchmark {

    @Benchmark
    @OperationsPerInvocation(LearningFixture.EXAMPLES)
    public OnlineLearner fold(LearningFixture fixture) {
        return fixture.fold();
    }

    @Benchmark
    @OperationsPerInvocation(LearningFixture.EXAMPLES)
    public double ask(LearningFixture fixture) {
        return fixture.ask();
    }

    @Benchmark
    public byte[] store(LearningFixture fixture) {
        return fixture.store();
    }
}
