package io.riffle.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.config.NearCacheConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearCacheTest {
    private static final Duration TTL = Duration.ofSeconds(10);

    private long nanoTime;

    private NearCache cache(int maxEntities) {
        return new NearCache(new NearCacheConfig(maxEntities, TTL), () -> nanoTime);
    }

    @Test
    void find_isTheLastProfile_untilItsTimeIsOver() {
        NearCache cache = cache(100);
        cache.remember("a", profile(1));
        cache.remember("a", profile(2));
        nanoTime = TTL.toNanos() - 1;
        assertThat(cache.find("a")).isEqualTo(profile(2));
        assertThat(cache.find("b")).isNull();

        nanoTime++;
        assertThat(cache.find("a")).isNull();
        cache.remember("a", profile(3));
        assertThat(cache.find("a")).isEqualTo(profile(3));
    }

    @Test
    void nothing_isRemembered_whenItIsOff() {
        NearCache cache = cache(0);
        cache.remember("a", profile(1));
        assertThat(cache.find("a")).isNull();
    }

    @Test
    void entities_areNeverMoreThanDeclared_andNearlyAllOfThem() {
        for (int maxEntities : new int[] {1, 7, 100, 10_000}) {
            NearCache cache = cache(maxEntities);
            for (int i = 0; i < 3 * maxEntities + 10; i++) {
                cache.remember("entity-" + i, profile(i));
            }
            long found = IntStream.range(0, 3 * maxEntities + 10)
                    .filter(i -> profile(i).equals(cache.find("entity-" + i)))
                    .count();
            assertThat(found).as("of " + maxEntities).isBetween((long) (0.97 * maxEntities), (long) maxEntities);
        }
    }

    /** The reference is a map in the order of use, which a set of eight only approximates. */
    @Test
    void hits_areAsManyAsOfTheLeastRecentlyUsed_withinTwoPoints() {
        int maxEntities = 2_000;
        NearCache cache = cache(maxEntities);
        Map<String, Boolean> reference = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > maxEntities;
            }
        };
        SplittableRandom random = new SplittableRandom(3);
        int asked = 200_000;
        int hits = 0;
        int expected = 0;
        for (int i = 0; i < asked; i++) {
            String entity = "card-" + (int) (20_000 * Math.pow(random.nextDouble(), 3));
            if (cache.find(entity) != null) {
                hits++;
            } else {
                cache.remember(entity, profile(1));
            }
            expected += reference.put(entity, true) == null ? 0 : 1;
        }
        assertThat((double) hits / asked).isCloseTo((double) expected / asked, within(0.02));
    }

    @Test
    void profiles_areThoseOfTheirEntity_whenTasksShareTheCache() throws Exception {
        NearCache cache = cache(500);
        ExecutorService tasks = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> work = IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(task -> () -> mistakes(cache, task))
                    .toList();
            for (Future<Integer> mistakes : tasks.invokeAll(work)) {
                assertThat(mistakes.get()).isZero();
            }
        } finally {
            tasks.shutdownNow();
        }
    }

    private static int mistakes(NearCache cache, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int mistakes = 0;
        for (int i = 0; i < 100_000; i++) {
            int entity = random.nextInt(1_000);
            EntityProfile found = cache.find("e" + entity);
            if (found == null) {
                cache.remember("e" + entity, profile(entity));
            } else if (found.number(0) != entity) {
                mistakes++;
            }
        }
        return mistakes;
    }

    private static EntityProfile profile(double number) {
        return new EntityProfile(List.of(ProfileValue.ofNumber(number, 5)));
    }
}
