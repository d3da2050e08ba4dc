package io.riffle.benchmark.loop;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.Profiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The profiles of all cards of a poll in one pipelined call. */
final class ProfileReader {
    private static final String[] FIELDS = FeatureLayout.PROFILE_FIELDS.toArray(String[]::new);

    private final StatefulRedisConnection<String, String> connection;

    ProfileReader(String redisUri) {
        connection = RedisClient.create(redisUri).connect();
        connection.setAutoFlushCommands(false);
    }

    Map<String, float[]> read(List<CardEvent> events) throws ExecutionException, InterruptedException {
        Map<String, RedisFuture<List<KeyValue<String, String>>>> answers = new HashMap<>(events.size() * 2);
        for (CardEvent event : events) {
            answers.computeIfAbsent(event.cardId(), card -> connection.async().hmget(Profiles.key(card), FIELDS));
        }
        connection.flushCommands();
        Map<String, float[]> profiles = new HashMap<>(answers.size() * 2);
        for (Map.Entry<String, RedisFuture<List<KeyValue<String, String>>>> answer : answers.entrySet()) {
            profiles.put(answer.getKey(), numbers(answer.getValue().get()));
        }
        return profiles;
    }

    private static float[] numbers(List<KeyValue<String, String>> fields) {
        float[] numbers = new float[fields.size()];
        for (int i = 0; i < numbers.length; i++) {
            KeyValue<String, String> field = fields.get(i);
            numbers[i] = field.hasValue() ? Profiles.number(field.getValue()) : 0;
        }
        return numbers;
    }
}
