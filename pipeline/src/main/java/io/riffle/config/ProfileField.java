package io.riffle.config;

import io.riffle.config.event.FeatureAbout;
import io.riffle.feature.FeatureType;
import io.riffle.settings.DurationText;
import io.riffle.settings.SettingType;
import io.riffle.settings.Violations;
import java.time.Duration;
import java.util.Optional;

/**
 * One profile field. The default (a number as text, or a text) is used where the value is missing, or older than
 * {@code maxAge} at the event's own time; absent means the model sees a missing value. A value older than {@code ttl}
 * is good for nothing any more: it counts as missing.
 */
public record ProfileField(
        String name,
        FeatureType type,
        Optional<String> defaultValue,
        Optional<Duration> maxAge,
        Optional<Duration> ttl,
        FeatureAbout about) {
    public ProfileField {
        Violations violations = Violations.in("profile.fields." + name);
        violations.check(!name.isBlank(), "name", "must not be blank", "'" + name + "'");
        violations.check(
                type != FeatureType.IMAGE, "type", "must not be image: profiles hold numbers and texts", "image");
        defaultValue.ifPresent(value -> checkDefault(violations, type, value));
        maxAge.ifPresent(age -> violations.positive("max-age", age));
        ttl.ifPresent(kept -> checkTtl(violations, kept, maxAge));
        violations.throwIfAny();
    }

    /** A field of version 1 whose values never become missing. */
    public ProfileField(String name, FeatureType type, Optional<String> defaultValue, Optional<Duration> maxAge) {
        this(name, type, defaultValue, maxAge, Optional.empty(), FeatureAbout.DEFAULT);
    }

    /**
     * The field of the Redis hash. Each version has its own, so that nobody reads a value that means something else:
     * {@code avg_amount}, later {@code avg_amount:v2}.
     */
    public String storedName() {
        return about.version() == 1 ? name : name + ":v" + about.version();
    }

    private static void checkTtl(Violations violations, Duration ttl, Optional<Duration> maxAge) {
        violations.positive("ttl", ttl);
        maxAge.ifPresent(age -> violations.check(
                ttl.compareTo(age) >= 0,
                "ttl",
                "must be at least max-age (" + DurationText.format(age) + ")",
                DurationText.format(ttl)));
    }

    private static void checkDefault(Violations violations, FeatureType type, String value) {
        String found = "'" + value + "'";
        switch (type) {
            case NUMBER ->
                violations.check(SettingType.NUMBER.read(value).isPresent(), "default", "must be a number", found);
            case INTEGER ->
                violations.check(value.matches("[+-]?\\d{1,15}"), "default", "must be a whole number", found);
            case BOOLEAN ->
                violations.check(
                        SettingType.BOOLEAN.read(value).isPresent(), "default", "must be true or false", found);
            case CATEGORY, TEXT, IMAGE -> {}
        }
    }
}
