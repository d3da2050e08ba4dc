package io.riffle.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riffle.app.http.SelfSigned;
import io.riffle.app.process.UserProblem;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.format.registry.TestRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCheckTest {
    @TempDir
    Path folder;

    private FormatCheck check(Map<String, String> settings) throws Exception {
        Path file = Files.writeString(folder.resolve("p.yaml"), """
                pipeline: tiny
                kafka: {bootstrap-servers: "localhost:9092"}
                event: {id: id, entity: card}
                models: {directory: models}
                """);
        Pipeline pipeline =
                new ConfigLoader(Map.of(), new HashMap<>(settings)).load(file).value();
        return new FormatCheck(pipeline);
    }

    @Test
    void registry_isTrusted_byTheDeclaredAuthorityAlone() throws Exception {
        SelfSigned certificate = SelfSigned.in(folder, "registry");
        Path trust = folder.resolve("trust.pem");
        certificate.writeCertificate(trust);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.store(), SelfSigned.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        try (TestRegistry registry = TestRegistry.start(context)) {
            registry.with("/schemas/types", "[\"AVRO\"]");
            Map<String, String> settings = new HashMap<>(Map.of(
                    "event.format", "avro", "event.registry.url", registry.url().toString()));
            FormatCheck distrusting = check(settings);
            assertThatExceptionOfType(UserProblem.class)
                    .isThrownBy(distrusting::registry)
                    .withMessageContaining("the schema registry must answer at " + registry.url())
                    .withMessageContaining("PKIX");
            settings.put("event.registry.trust", trust.toString());
            assertThat(check(settings).registry()).isEqualTo("avro, registry answers at " + registry.url());
        }
    }

    @Test
    void declaredFiles_mustBeReadable() throws Exception {
        FormatCheck absent = check(Map.of("event.format", "avro", "event.schema", "absent.avsc"));
        assertThatExceptionOfType(UserProblem.class)
                .isThrownBy(absent::declared)
                .withMessageContaining("event.schema must be an Avro schema");
        FormatCheck nameless = check(Map.of("event.format", "csv"));
        assertThatExceptionOfType(UserProblem.class)
                .isThrownBy(nameless::declared)
                .withMessageContaining("event.csv.columns must name the cells of a record");
        check(Map.of()).declared();
        assertThat(check(Map.of()).isNeeded()).isFalse();
    }
}
