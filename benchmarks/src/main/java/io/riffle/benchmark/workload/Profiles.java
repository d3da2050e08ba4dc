package io.riffle.benchmark.workload;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** One Redis hash per card; a field's value is the number, then {@code @} and since when it holds. */
public final class Profiles {
    private Profiles() {}

    private static String key(String card) {
        return "profile:" + card;
    }

    public static void load(String redisUri, Workload workload) {
        try (RedisClient client = RedisClient.create(redisUri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.setAutoFlushCommands(false);
            List<RedisFuture<?>> answers = new ArrayList<>();
            for (int card = 0; card < workload.cards(); card++) {
                answers.add(connection.async().hset(key(Workload.card(card)), profile(card, workload)));
            }
            connection.flushCommands();
            if (!LettuceFutures.awaitAll(Duration.ofSeconds(30), answers.toArray(RedisFuture[]::new))) {
                throw new IllegalStateException(
                        "Redis must store all profiles within 30 s: did not (" + redisUri + ")");
            }
        }
    }

    private static Map<String, String> profile(int card, Workload workload) {
        SplittableRandom random = new SplittableRandom(workload.seed() + card);
        double[] values = {
            random.nextDouble(10, 50),
            random.nextDouble(5, 25),
            random.nextInt(10, 2000),
            random.nextInt(0, 3),
            random.nextDouble(0, 40),
            random.nextDouble()
        };
        Map<String, String> profile = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            String number = String.format(Locale.ROOT, "%.3f", values[i]);
            profile.put(FeatureLayout.PROFILE_FIELDS.get(i), number + "@" + workload.start());
        }
        return profile;
    }
}
