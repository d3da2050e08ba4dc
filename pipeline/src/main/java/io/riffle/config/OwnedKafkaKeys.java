package io.riffle.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kafka's settings that follow from Riffle's own, or without which its guarantees would not hold. */
final class OwnedKafkaKeys {
    private static final List<String> CLIENT_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    private static final Map<String, String> REASONS = new HashMap<>();

    static {
        own("the pipeline's name is used", "application.id", "group.id", "transactional.id");
        own("set kafka.bootstrap-servers instead", "bootstrap.servers");
        own("set kafka.guarantee instead", "processing.guarantee", "isolation.level", "enable.idempotence", "acks");
        own("set kafka.stream-threads instead", "num.stream.threads");
        own("set kafka.commit-interval instead", "commit.interval.ms", "auto.commit.interval.ms");
        own("set kafka.standby-replicas instead", "num.standby.replicas");
        own("set kafka.state-directory instead", "state.dir");
        own("set http.advertised instead", "application.server");
        own("set batch.max-size instead", "max.poll.records");
        own("set batch.max-delay instead", "fetch.min.bytes", "fetch.max.wait.ms");
        own("set topics.dead-letters instead", "errors.dead.letter.queue.topic.name");
        own("set event.time instead", "default.timestamp.extractor");
        own("offsets are committed with the results", "enable.auto.commit");
        own("a poll is packed into micro-batches by Riffle's own interceptor", "interceptor.classes");
        own("micro-batches have a format of their own", "key.serializer", "value.serializer", "key.deserializer");
        own("micro-batches have a format of their own", "value.deserializer", "default.key.serde");
        own("micro-batches have a format of their own", "default.value.serde");
        own("it counts micro-batches, not records", "buffered.records.per.partition");
        own("a cache would hold back results beyond their commit", "statestore.cache.max.bytes");
        own("a cache would hold back results beyond their commit", "cache.max.bytes.buffering");
        own("a micro-batch must never be skipped as a whole", "processing.exception.handler");
        own("a micro-batch must never be skipped as a whole", "deserialization.exception.handler");
        own("a micro-batch must never be skipped as a whole", "default.deserialization.exception.handler");
        own("a result must never be skipped", "production.exception.handler", "default.production.exception.handler");
        own("stored state depends on it", "topology.optimization", "ensure.explicit.internal.resource.naming");
        own("the classic protocol is used, it fails over faster", "group.protocol");
    }

    private OwnedKafkaKeys() {}

    /** Why a property must not be set, if it must not. */
    static Optional<String> reason(String name) {
        String bare = withoutPrefix(name);
        if (bare.startsWith("riffle.")) {
            return Optional.of("it is internal to Riffle");
        }
        if (bare.equals("interceptor.classes") && name.startsWith("producer.")) {
            return Optional.empty();
        }
        if (bare.equals(StartingPoint.KEY) && !StartingPoint.isName(name)) {
            return Optional.of("it is about the events: set kafka.properties." + StartingPoint.KEY + " instead");
        }
        return Optional.ofNullable(REASONS.get(bare));
    }

    static String withoutPrefix(String name) {
        return CLIENT_PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }

    private static void own(String reason, String... names) {
        for (String name : names) {
            REASONS.put(name, reason);
        }
    }
}
