package io.riffle.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.benchmark.micro.StageFixture;
import io.riffle.model.ModelRefusedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class RiffleFilesTest {
    @Test
    void pipeline_declaresWhatTheModelReads() throws IOException {
        try (RiffleFiles files = RiffleFiles.create()) {
            assertThat(files.pipeline().schema().column("amount_60m_mean")).isNotNegative();
        }
    }

    /** The fixture of the stage benchmarks decodes, scores and writes a frame when it is set up. */
    @Test
    void fixture_isReady_whenSetUp() throws IOException, ModelRefusedException {
        StageFixture fixture = new StageFixture();
        fixture.setUp();
        fixture.tearDown();
    }
}
