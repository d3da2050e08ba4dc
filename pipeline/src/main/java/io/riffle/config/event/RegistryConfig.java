package io.riffle.config.event;

import io.riffle.settings.DurationText;
import io.riffle.settings.Violations;
import java.net.URI;
import java.time.Duration;

/**
 * A schema registry.
 *
 * @param url of Confluent's API (Apicurio: {@code …/apis/ccompat/v7}), or of Apicurio's own ({@code …/apis/registry/v3})
 * @param timeout of one request
 * @param patience how long an event waits for a registry that is away before its thread starts anew
 * @param schemas that are kept in memory
 */
public record RegistryConfig(
        URI url, Api api, Ids ids, RegistryAccess access, Duration timeout, Duration patience, int schemas) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(20);
    public static final int DEFAULT_SCHEMAS = 1_000;

    /** Beyond this the transaction in which the events before were answered is lost, and they are answered again. */
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(2);

    /** Whose requests and answers it speaks. */
    public enum Api {
        /** {@code /schemas/ids/{id}}, {@code /subjects/{subject}/versions}; Apicurio, Karapace and Redpanda have it, too. */
        CONFLUENT,
        /** {@code /ids/contentIds/{id}}, {@code /ids/globalIds/{id}}. */
        APICURIO
    }

    /** How long the id is that stands before a value. */
    public enum Ids {
        /** Of Confluent's serializers, and the content id of Apicurio's from version 3 on. */
        FOUR_BYTES,
        /** The global id of Apicurio's serializers before version 3. */
        EIGHT_BYTES
    }

    public RegistryConfig {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean secure = "https".equals(url.getScheme());
        Violations.in("event.registry")
                .check(
                        http && url.getHost() != null && url.getUserInfo() == null && url.getRawQuery() == null,
                        "url",
                        "must be an address such as http://registry:8081, without user and password",
                        "'" + shown(url) + "'")
                .check(
                        secure || access.trust().isEmpty(),
                        "trust",
                        "must be left out unless the URL begins with https",
                        "set")
                .check(
                        ids == Ids.FOUR_BYTES || api == Api.APICURIO,
                        "ids",
                        "must be four-bytes unless api is apicurio",
                        "eight-bytes")
                .positive("timeout", timeout)
                .atMost("timeout", timeout, LONGEST_PATIENCE)
                .positive("patience", patience)
                .check(
                        patience.compareTo(LONGEST_PATIENCE) <= 0,
                        "patience",
                        "must be at most " + DurationText.format(LONGEST_PATIENCE),
                        DurationText.format(patience))
                .atLeast("schemas", schemas, 1)
                .atMost("schemas", schemas, 100_000)
                .throwIfAny();
    }

    /** Confluent's API at an address that asks for nothing. */
    public static RegistryConfig at(URI url) {
        return new RegistryConfig(
                url,
                Api.CONFLUENT,
                Ids.FOUR_BYTES,
                RegistryAccess.NONE,
                DEFAULT_TIMEOUT,
                DEFAULT_PATIENCE,
                DEFAULT_SCHEMAS);
    }

    /** What may be shown: user and password are left out. */
    private static String shown(URI url) {
        return url.getUserInfo() == null ? url.toString() : url.toString().replace(url.getRawUserInfo() + "@", "***@");
    }
}
