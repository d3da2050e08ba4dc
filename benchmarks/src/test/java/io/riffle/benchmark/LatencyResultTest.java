package io.riffle.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatencyResultTest {
    @Test
    void percentiles_areLatenciesThatWereSeen_inAnyOrder() {
        long[] nanos =
                LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray();

        LatencyResult result = LatencyResult.of("riffle", "read_committed", nanos, 3);

        assertThat(result).isEqualTo(new LatencyResult("riffle", "read_committed", 100, 190, 198, 200, 3));
    }

    @Test
    void percentiles_areNotNumbers_whenNothingArrived() {
        assertThat(LatencyResult.of("plain", "read_committed", new long[0], 7).p99())
                .isNaN();
    }
}
