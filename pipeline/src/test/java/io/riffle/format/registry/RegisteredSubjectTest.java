package io.riffle.format.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.riffle.config.event.RegistryConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegisteredSubjectTest {
    private final TestRegistry registry = TestRegistry.start();
    private final RegistryConfig config = RegistryConfig.at(registry.url());
    private final RegisteredSubject subject = new RegisteredSubject(config, "a b-value", "\"string\"");

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void schema_isLookedUpAndRegistered() throws Exception {
        assertThat(subject.find()).isEmpty();
        registry.with("/subjects/a%20b-value/versions", "{\"id\":7}");
        assertThat(subject.register()).isEqualTo(7);
        registry.with("/subjects/a%20b-value", "{\"subject\":\"a b-value\",\"id\":7,\"version\":1,\"schema\":\"...\"}");
        assertThat(subject.find()).contains(7);
        assertThat(registry.bodies())
                .containsOnly("{\"schema\":\"\\\"string\\\"\",\"schemaType\":\"AVRO\"}")
                .hasSize(3);
        assertThat(registry.requests()).startsWith("POST /subjects/a%20b-value");
    }

    @Test
    void schema_isRefused_whenTheRegistrySaysSo() {
        registry.with(
                "/subjects/a%20b-value/versions",
                409,
                "{\"error_code\":409,\"message\":\"Schema being registered is incompatible with an earlier schema\"}");
        assertThatExceptionOfType(RefusedSchemaException.class)
                .isThrownBy(subject::register)
                .withMessageContaining("must be compatible with those registered under a b-value")
                .withMessageContaining("incompatible with an earlier schema");
        registry.with("/subjects/a%20b-value/versions", 422, "{\"error_code\":42201,\"message\":\"Invalid schema\"}");
        assertThatExceptionOfType(RefusedSchemaException.class)
                .isThrownBy(subject::register)
                .withMessageContaining("Invalid schema");
        registry.with("/subjects/a%20b-value/versions", 500, "{\"error_code\":50001}");
        assertThatIOException().isThrownBy(subject::register).withMessageContaining("must be 200: was 500");
    }

    @Test
    void id_isLookedUpOnce_andMustBeThere() {
        OwnSchemaId absent = new OwnSchemaId(config, subject, System::nanoTime);
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(absent::getAsInt)
                .withMessageContaining("riffle schemas register");
        registry.with("/subjects/a%20b-value", "{\"id\":7}");
        OwnSchemaId id = new OwnSchemaId(config, subject, System::nanoTime);
        assertThat(id.getAsInt() + id.getAsInt()).isEqualTo(14);
        assertThat(registry.requests()).hasSize(2);
    }
}
