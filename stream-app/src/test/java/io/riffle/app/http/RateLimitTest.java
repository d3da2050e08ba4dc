package io.riffle.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong now = new AtomicLong();
    private final RateLimit limit = new RateLimit(10, now::get);

    @Test
    void admits_asManyAsTheRate_perSecondAndClient() {
        assertThat(admitted("a", 25)).isEqualTo(10);
        assertThat(admitted("b", 25)).isEqualTo(10);
        now.addAndGet(500_000_000);
        assertThat(admitted("a", 25)).isEqualTo(5);
        now.addAndGet(60_000_000_000L);
        assertThat(admitted("a", 25)).isEqualTo(10);
    }

    @Test
    void charge_takesTheNextSecondToo() {
        limit.charge("a", 1000);
        now.addAndGet(900_000_000);
        assertThat(admitted("a", 5)).isZero();
        now.addAndGet(1_100_000_000);
        assertThat(admitted("a", 25)).isEqualTo(10);
    }

    @Test
    void admits_everything_whenThereIsNoLimit() {
        RateLimit none = new RateLimit(0, now::get);
        assertThat(IntStream.range(0, 10_000).allMatch(request -> none.admits("a")))
                .isTrue();
    }

    private long admitted(String client, int requests) {
        return IntStream.range(0, requests)
                .filter(request -> limit.admits(client))
                .count();
    }
}
