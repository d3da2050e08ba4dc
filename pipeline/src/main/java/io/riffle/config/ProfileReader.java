package io.riffle.config;

import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.config.event.FeatureAbout;
import io.riffle.config.event.FeatureNotes;
import io.riffle.config.event.FieldReader;
import io.riffle.feature.FeatureType;
import io.riffle.settings.Secret;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code profile}. */
final class ProfileReader {
    private static final SettingType<Secret> REDIS = new SettingType<>(
            "secret URL", "must be a URL", Secret::new, Secret::toString, new Secret("redis://localhost:6379"), true);

    private static final SettingType<ProfileLayout> LAYOUT = SettingType.oneOf(ProfileLayout.class);
    private static final SettingType<NewerThanEvent> NEWER = SettingType.oneOf(NewerThanEvent.class);

    private ProfileReader() {}

    static ProfileConfig read(Section section) {
        Secret redis = section.required(
                "redis",
                REDIS,
                "Redis with the profiles: `redis://user:password@host:port/database`; also `redis-sentinel://host,host#master`"
                        + " and `redis-cluster://host:port,host:port`, each with `rediss` for TLS");
        String key = section.value("key", TEXT, ProfileConfig.DEFAULT_KEY, "Key of an entity's profile");
        ProfileLayout layout = section.value(
                "layout",
                LAYOUT,
                ProfileLayout.HASH,
                "What is stored under it: a `hash` with a field for each, a `string` that is the value of the only field, or a"
                        + " string with a `json` object");
        Duration deadline = section.value(
                "deadline",
                DURATION,
                ProfileConfig.DEFAULT_DEADLINE,
                "How long a micro-batch waits for profiles; then it is scored without, marked degraded");
        NewerThanEvent newer = section.value(
                "newer-than-event",
                NEWER,
                NewerThanEvent.PRESENT,
                "A value that is newer than the event: `missing` for recordings, so that none knows what came after it");
        NearCacheConfig nearCache = section.section("near-cache", ProfileReader::nearCache);
        RedisTls tls = section.section("tls", ProfileReader::tls);
        List<ProfileField> fields = section.entries("fields", ProfileReader::field);
        return section.build(() -> new ProfileConfig(redis, tls, key, layout, deadline, newer, nearCache, fields))
                .orElseGet(() -> standIn(nearCache, fields));
    }

    /** Keeps the fields: other parts of the file refer to them. */
    private static ProfileConfig standIn(NearCacheConfig nearCache, List<ProfileField> fields) {
        List<ProfileField> some = fields.isEmpty() ? List.of(field("missing", FeatureType.NUMBER)) : fields;
        return new ProfileConfig(
                REDIS.placeholder(), ProfileConfig.DEFAULT_KEY, ProfileConfig.DEFAULT_DEADLINE, nearCache, some);
    }

    private static NearCacheConfig nearCache(Section section) {
        NearCacheConfig usual = NearCacheConfig.DEFAULT;
        int entities =
                section.value("max-entities", INTEGER, usual.maxEntities(), "Profiles kept in memory; 0 turns it off");
        Duration ttl =
                section.value("ttl", DURATION, usual.ttl(), "When a profile is read from Redis again; 0s turns it off");
        return section.build(() -> new NearCacheConfig(entities, ttl)).orElse(usual);
    }

    private static RedisTls tls(Section section) {
        Optional<Path> trust =
                section.optionalPath("trust", "PEM file of the authority that signed Redis' certificate");
        Optional<Path> certificate = section.optionalPath("certificate", "PEM file of Riffle's own certificate");
        Optional<Path> key = section.optionalPath("key", "PEM file of its private key (PKCS #8, without a password)");
        return section.build(() -> new RedisTls(trust, certificate, key)).orElse(RedisTls.NONE);
    }

    private static ProfileField field(String name, Section section) {
        FeatureType type = section.required("type", FieldReader.TYPE, "What the values are");
        Optional<String> value =
                section.optional("default", TEXT, "Stands for a missing or stale value; else the model sees none");
        Optional<Duration> maxAge = section.optional("max-age", DURATION, "An older value is stale; else never");
        Optional<Duration> ttl =
                section.optional("ttl", DURATION, "How long a value is good for anything; an older one is missing");
        FeatureAbout about = FeatureNotes.about(section);
        return section.build(() -> new ProfileField(name, type, value, maxAge, ttl, about))
                .orElseGet(() -> field(name, type));
    }

    private static ProfileField field(String name, FeatureType type) {
        FeatureType possible = type == FeatureType.IMAGE ? FeatureType.TEXT : type;
        return new ProfileField(name, possible, Optional.empty(), Optional.empty());
    }
}
