package io.riffle.config.event;

import static io.riffle.settings.SettingType.BOOLEAN;
import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.settings.DurationText;
import io.riffle.settings.Section;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what a file says about its features while the sections that declare them are read. */
public final class FeatureNotes {
    private final Map<String, FeatureAbout> abouts = new HashMap<>();
    private final Map<String, Duration> materialized = new HashMap<>();

    /** Reads {@code about} of an event field, a window or a derived feature. */
    public void read(String feature, Section section) {
        FeatureAbout about = about(section);
        if (!about.equals(FeatureAbout.DEFAULT)) {
            abouts.put(feature, about);
        }
    }

    /** Reads whether a window's features go into the store. */
    public void readMaterialize(String window, Section section, Duration over) {
        boolean wanted = section.value(
                "materialize", BOOLEAN, false, "Whether the stream writes its features into `profile.redis`");
        Optional<Duration> ttl =
                section.optional("ttl", DURATION, "With materialize: how long a value is good; else as long as `over`");
        if (ttl.isPresent() && !wanted) {
            section.problem(
                    "ttl", "must be left out unless materialize is true: was " + DurationText.format(ttl.get()));
        } else if (ttl.isPresent() && (ttl.get().isNegative() || ttl.get().isZero())) {
            section.problem("ttl", "must be above zero: was " + DurationText.format(ttl.get()));
        } else if (wanted) {
            materialized.put(window, ttl.orElse(over));
        }
    }

    public static FeatureAbout about(Section field) {
        return field.section("about", FeatureNotes::readAbout);
    }

    public FeaturesConfig config() {
        return new FeaturesConfig(abouts, materialized);
    }

    private static FeatureAbout readAbout(Section section) {
        FeatureAbout usual = FeatureAbout.DEFAULT;
        String description = section.value("description", TEXT, usual.description(), "What the feature means");
        String owner = section.value("owner", TEXT, usual.owner(), "Who answers for it");
        List<String> tags = section.list("tags", TEXT, "Words to find it by");
        int version = section.value(
                "version", INTEGER, usual.version(), "Raised when its meaning changes; models may be bound to one");
        if (version < 1) {
            section.problem("version", "must be at least 1: was " + version);
        }
        return new FeatureAbout(description, owner, tags, Math.max(1, version));
    }
}
