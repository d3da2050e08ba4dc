package io.riffle.settings;

/** One final value, as text fit to be shown (secrets are masked), and where it comes from. */
public record Setting(String key, String value, Origin origin) {}
