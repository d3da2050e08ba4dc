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

/** Time per row of a full frame, stage by stage, on the events and the model of the end-to-end benchmark. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(StageFixture.ROWS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StageBenchmark {

    /** JSON to features: parsing and validation. */
    @Benchmark
    public Object decode(StageFixture fixture) {
        return fixture.decode();
    }

    /** Unpack a card's hour, add one event, answer three windows, pack it again. */
    @Benchmark
    public int history(StageFixture fixture) {
        return fixture.updateHistory();
    }

    /** Features to the 32 floats that the model reads. */
    @Benchmark
    public Object extract(StageFixture fixture) {
        return fixture.extract();
    }

    /** Extraction and one ONNX run for the frame. */
    @Benchmark
    public Object score(StageFixture fixture) {
        return fixture.score();
    }

    /** Predictions as JSON. */
    @Benchmark
    public int write(StageFixture fixture) {
        return fixture.writePredictions();
    }
}
