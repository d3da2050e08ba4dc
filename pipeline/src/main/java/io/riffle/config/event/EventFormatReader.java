package io.riffle.config.event;

import static io.riffle.settings.SettingType.BOOLEAN;
import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.settings.Secret;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the format of events and the registry of their schemas. */
final class EventFormatReader {
    private static final SettingType<EventFormatConfig.Kind> KIND = SettingType.oneOf(EventFormatConfig.Kind.class);
    private static final SettingType<RegistryConfig.Api> API = SettingType.oneOf(RegistryConfig.Api.class);
    private static final SettingType<RegistryConfig.Ids> IDS = SettingType.oneOf(RegistryConfig.Ids.class);
    private static final SettingType<URI> ADDRESS = new SettingType<>(
            "address", "must be an address", URI::create, URI::toString, URI.create("http://missing"), false);
    private static final SettingType<Secret> SECRET = Secret.setting();

    private EventFormatReader() {}

    static EventFormatConfig read(Section event) {
        EventFormatConfig.Kind kind = event.value(
                "format", KIND, EventFormatConfig.Kind.JSON, "What record values are written in; see docs/EVENTS.md");
        Optional<Path> schema = event.optionalPath(
                "schema",
                "Avro: schema that values are read as (.avsc). Protobuf: descriptor set of protoc with all imports");
        Optional<String> message =
                event.optional("message", TEXT, "Protobuf: full name of the message in that descriptor set");
        CsvConfig csv = event.section("csv", EventFormatReader::csv);
        Optional<RegistryConfig> registry =
                event.optionalSection("registry", EventFormatReader::registry).flatMap(read -> read);
        return event.build(() -> new EventFormatConfig(kind, schema, message, csv, registry))
                .orElse(EventFormatConfig.JSON);
    }

    private static CsvConfig csv(Section section) {
        CsvConfig usual = CsvConfig.DEFAULT;
        List<String> columns =
                section.list("columns", TEXT, "Names of a record's cells in order; a file's header wins over them");
        String delimiter = section.value("delimiter", TEXT, usual.delimiter(), "Between cells; `\\t` is a tab");
        boolean header =
                section.value("header", BOOLEAN, usual.header(), "Whether files begin with a line of column names");
        return section.build(() -> new CsvConfig(columns, delimiter, header)).orElse(usual);
    }

    private static Optional<RegistryConfig> registry(Section section) {
        URI url = section.required(
                "url",
                ADDRESS,
                "Schema registry: `http://host:8081`, or Apicurio's `http://host:8080/apis/registry/v3`");
        RegistryConfig.Api api = section.value(
                "api",
                API,
                RegistryConfig.Api.CONFLUENT,
                "Whose API it is; Apicurio's `/apis/ccompat/v7` is confluent");
        RegistryConfig.Ids ids = section.value(
                "ids",
                IDS,
                RegistryConfig.Ids.FOUR_BYTES,
                "How long the id before a value is; Apicurio's serializers before version 3 write eight bytes");
        RegistryAccess access = access(section);
        Duration timeout =
                section.value("timeout", DURATION, RegistryConfig.DEFAULT_TIMEOUT, "How long one request may take");
        Duration patience = section.value(
                "patience",
                DURATION,
                RegistryConfig.DEFAULT_PATIENCE,
                "How long an event waits for a registry that is away before its thread starts anew and waits on");
        int schemas = section.value("schemas", INTEGER, RegistryConfig.DEFAULT_SCHEMAS, "Schemas kept in memory");
        return section.build(() -> new RegistryConfig(url, api, ids, access, timeout, patience, schemas));
    }

    private static RegistryAccess access(Section section) {
        Optional<String> user = section.optional("user", TEXT, "User or API key for basic authentication");
        Optional<Secret> password = section.optional("password", SECRET, "Its password or API secret");
        Optional<Secret> token = section.optional("token", SECRET, "Sent as bearer token");
        Optional<Path> trust =
                section.optionalPath("trust", "PEM file of the authority that signed the registry's certificate");
        return section.build(() -> new RegistryAccess(user, password, token, trust))
                .orElse(RegistryAccess.NONE);
    }
}
