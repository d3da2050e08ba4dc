package io.riffle.decode;

import io.riffle.config.ConfigLoader;
import io.riffle.config.event.EventConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Events that are declared as users declare them. */
final class DeclaredEvents {
    private DeclaredEvents() {}

    /** @param event the section of that name */
    static EventConfig of(String event) {
        String yaml = "pipeline: p\nkafka: {bootstrap-servers: 'h:1'}\nmodels: {directory: m}\nevent:\n"
                + event.strip().indent(2);
        try {
            Path file = Files.createTempFile("events", ".yaml");
            try {
                Files.writeString(file, yaml);
                return new ConfigLoader(Map.of(), Map.of()).load(file).value().event();
            } finally {
                Files.delete(file);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
