package io.riffle.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the benchmark from rotting; measures nothing. */
final class EndToEndIT {
    /** Two contenders that share no code must give the same scores, or the comparison compares different work. */
    @Test
    void run_scoresEveryEventOnceAndAlike_withRiffleAndTheLoop() throws IOException {
        EndToEndSettings settings = new EndToEndSettings(
                2_000,
                200,
                1,
                List.of(Contender.RIFFLE, Contender.LOOP),
                1,
                List.of("-Xmx512m"),
                Duration.ofSeconds(60));

        EndToEndReport report = new EndToEndBenchmark(settings, result -> {}).run();

        assertThat(report.runs()).extracting(RunResult::contender).containsExactly(Contender.RIFFLE, Contender.LOOP);
        assertThat(report.runs()).allSatisfy(run -> assertThat(run.correct()).isTrue());
        assertThat(report.ratios()).containsOnlyKeys("riffle/loop");
    }
}
