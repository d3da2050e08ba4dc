package io.riffle.config.event;

import io.riffle.settings.Violations;
import java.util.List;

/**
 * What people should know about a feature. {@code version} counts the feature's definitions: whoever changes what the
 * values mean raises it, and models that are bound to the old one are refused.
 */
public record FeatureAbout(String description, String owner, List<String> tags, int version) {
    public static final FeatureAbout DEFAULT = new FeatureAbout("", "", List.of(), 1);

    public FeatureAbout {
        tags = List.copyOf(tags);
        Violations.in("about").atLeast("version", version, 1).throwIfAny();
    }

    /** The same without words, of a certain version. */
    public static FeatureAbout ofVersion(int version) {
        return new FeatureAbout("", "", List.of(), version);
    }
}
