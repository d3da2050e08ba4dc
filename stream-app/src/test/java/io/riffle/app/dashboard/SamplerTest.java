package io.riffle.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.metrics.MetricSamples;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final AtomicInteger looks = new AtomicInteger();
    private final Sampler sampler = new Sampler(
            DashboardServer.state(OptionalLong::empty),
            () -> {
                looks.incrementAndGet();
                return new MetricSamples(List.of());
            },
            clock::get);

    @AfterEach
    void close() {
        sampler.close();
    }

    /** However many ask, and however often: a scrape a second. */
    @Test
    void metrics_areLookedAtOnceASecond_howeverManyAsk() {
        for (int i = 0; i < 20; i++) {
            sampler.text();
        }
        assertThat(looks).hasValue(1);
        clock.addAndGet(1_000);
        assertThat(sampler.text()).contains("\"at_ms\":1001000", "\"state\":\"RUNNING\"", "\"champion\":\"1\"");
        assertThat(looks).hasValue(2);
    }

    @Test
    void metrics_areLookedAtEveryFiveSeconds_whileNobodyWatches() {
        for (int second = 0; second < 20; second++) {
            sampler.tick();
            clock.addAndGet(1_000);
        }
        assertThat(looks).hasValue(4);
    }

    @Test
    void history_reachesBackTenMinutes() {
        for (int minute = 0; minute <= 30; minute++) {
            sampler.text();
            clock.addAndGet(60_000);
        }
        Map<String, ? extends List<?>> columns = sampler.history().columns();
        assertThat(columns.get("at_ms")).hasSize(11);
        assertThat(columns).containsKeys("received", "predicted", "dead_letters", "p50_s", "p99_s", "lag");
        assertThat(columns.values()).allSatisfy(column -> assertThat(column).hasSize(11));
    }
}
