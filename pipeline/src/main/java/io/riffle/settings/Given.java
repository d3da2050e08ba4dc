package io.riffle.settings;

/** The text that somebody gave for a key, and where. */
record Given(String text, Origin origin) {}
