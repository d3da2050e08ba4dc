package io.riffle.config;

/** How an entity's profile stands in Redis. */
public enum ProfileLayout {
    /** A hash; each of its fields is one of the profile's. */
    HASH,
    /** A string that is the value of the profile's only field. */
    STRING,
    /** A string with a JSON object; each of its members is a field of the profile. */
    JSON
}
