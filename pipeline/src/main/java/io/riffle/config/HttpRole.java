package io.riffle.config;

/** What a caller may do: look, or also change what the pipeline does. */
public enum HttpRole {
    READ,
    OPERATE
}
