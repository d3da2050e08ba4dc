package io.riffle.settings;

/** One row of the reference table. */
public record KeyReference(String key, String type, String defaultValue, String meaning) {}
