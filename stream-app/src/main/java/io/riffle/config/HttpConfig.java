package io.riffle.config;

/** Where metrics and health are served; port 0 picks a free one. */
public record HttpConfig(String host, int port) {}
