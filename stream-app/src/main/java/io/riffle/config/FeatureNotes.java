package io.riffle.config;

import static io.riffle.config.settings.SettingType.INTEGER;
import static io.riffle.config.settings.SettingType.TEXT;

import io.riffle.config.settings.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what a file says about its features while the sections that declare them are read. */
final class FeatureNotes {
    private final Map<String, FeatureAbout> abouts = new HashMap<>();

    /** Reads {@code about} of an event field, a window or a derived feature. */
    void read(String feature, Section section) {
        FeatureAbout about = about(section);
        if (!about.equals(FeatureAbout.DEFAULT)) {
            abouts.put(feature, about);
        }
    }

    static FeatureAbout about(Section field) {
        return field.section("about", FeatureNotes::readAbout);
    }

    FeaturesConfig config() {
        return new FeaturesConfig(abouts);
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
