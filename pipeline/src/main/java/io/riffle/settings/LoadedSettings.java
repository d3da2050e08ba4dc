package io.riffle.settings;

import java.util.List;

/** What a settings file says, every final value with its origin, and remarks that are no problems. */
public record LoadedSettings<T>(T value, List<Setting> settings, List<String> warnings) {
    public LoadedSettings {
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
    }
}
