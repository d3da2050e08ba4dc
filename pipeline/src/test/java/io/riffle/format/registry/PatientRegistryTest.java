package io.riffle.format.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riffle.config.event.RegistryAccess;
import io.riffle.config.event.RegistryConfig;
import io.riffle.format.SchemaKey;
import io.riffle.format.UnreadableValueException;
import io.riffle.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatientRegistryTest {
    private static final String ANSWER = "{\"schema\":\"\\\"string\\\"\"}";

    private TestRegistry registry = TestRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
    }

    private static SchemaKey id(int id) {
        return new SchemaKey(SchemaKey.Kind.ID, Integer.toString(id));
    }

    private RegistryConfig config(RegistryAccess access, Duration patience, int schemas) {
        return config(registry.url(), access, patience, schemas);
    }

    private static RegistryConfig config(URI url, RegistryAccess access, Duration patience, int schemas) {
        return new RegistryConfig(
                url,
                RegistryConfig.Api.CONFLUENT,
                RegistryConfig.Ids.FOUR_BYTES,
                access,
                Duration.ofMillis(500),
                patience,
                schemas);
    }

    private PatientRegistry patient(Duration patience, int schemas) {
        return new PatientRegistry(config(RegistryAccess.NONE, patience, schemas), System::nanoTime);
    }

    @Test
    void schemas_areAskedForOnce_andTheLeastUsedForgotten() throws Exception {
        for (int i = 1; i <= 3; i++) {
            registry.with("/schemas/ids/" + i, ANSWER);
        }
        PatientRegistry patient = patient(Duration.ofSeconds(1), 2);
        for (int i : new int[] {1, 2, 1, 2, 3, 2, 1}) {
            assertThat(patient.find(id(i)).text()).isEqualTo("\"string\"");
        }
        assertThat(registry.requests())
                .containsExactly(
                        "GET /schemas/ids/1", "GET /schemas/ids/2", "GET /schemas/ids/3", "GET /schemas/ids/1");
    }

    @Test
    void find_waits_whileTheRegistryIsAway() throws Exception {
        registry.with("/schemas/ids/1", ANSWER);
        registry.outage(503);
        PatientRegistry patient = patient(Duration.ofSeconds(20), 2);
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try {
                return patient.find(id(1)).text();
            } catch (UnreadableValueException refused) {
                throw new IllegalStateException(refused);
            }
        });
        while (registry.requests().size() < 3) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(text).isNotDone();
        registry.outage(0);
        assertThat(text.get(10, TimeUnit.SECONDS)).isEqualTo("\"string\"");
    }

    @Test
    void find_givesUpForNow_afterItsPatience() {
        URI gone = registry.url();
        registry.close();
        PatientRegistry patient =
                new PatientRegistry(config(gone, RegistryAccess.NONE, Duration.ofMillis(300), 2), System::nanoTime);
        assertThatExceptionOfType(RegistryAwayException.class)
                .isThrownBy(() -> patient.find(id(1)))
                .withMessageStartingWith("the schema registry must answer at " + gone)
                .withMessageContaining("events wait for it (schema id 1)");
        registry = TestRegistry.start();
    }

    @Test
    void unknownId_isBelievedForAWhile_andAskedForAgain() throws Exception {
        AtomicLong now = new AtomicLong();
        PatientRegistry patient = new PatientRegistry(config(RegistryAccess.NONE, Duration.ofSeconds(1), 2), now::get);
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> patient.find(id(1)));
        }
        assertThat(registry.requests()).hasSize(1);
        registry.with("/schemas/ids/1", ANSWER);
        now.addAndGet(TimeUnit.SECONDS.toNanos(31));
        assertThat(patient.find(id(1)).text()).isEqualTo("\"string\"");
    }

    @Test
    void credentials_areSent_andNeverShown() throws Exception {
        registry.with("/schemas/ids/1", ANSWER);
        RegistryAccess basic = new RegistryAccess(
                Optional.of("key"), Optional.of(new Secret("s3cret")), Optional.empty(), Optional.empty());
        RegistryAccess bearer = new RegistryAccess(
                Optional.empty(), Optional.empty(), Optional.of(new Secret("t0ken")), Optional.empty());
        new PatientRegistry(config(basic, Duration.ofSeconds(1), 2), System::nanoTime).find(id(1));
        new PatientRegistry(config(bearer, Duration.ofSeconds(1), 2), System::nanoTime).find(id(1));
        assertThat(registry.authorizations()).containsExactly("Basic a2V5OnMzY3JldA==", "Bearer t0ken");
        assertThat(config(basic, Duration.ofSeconds(1), 2).toString()).doesNotContain("s3cret");
        for (int status : new int[] {401, 403}) {
            registry.outage(status);
            PatientRegistry patient = new PatientRegistry(config(bearer, Duration.ofSeconds(1), 2), System::nanoTime);
            assertThatExceptionOfType(RegistryAccessException.class)
                    .isThrownBy(() -> patient.find(id(1)))
                    .withMessageContaining("answered " + status)
                    .withMessageNotContaining("t0ken");
        }
    }

    /** Redirects, endless answers, answers that are none: none of them is taken for a schema, or for the lack of one. */
    @Test
    void find_waits_whenAnswersAreNone() {
        registry.with("/schemas/ids/1", "<html>");
        registry.with("/schemas/ids/2", "{}");
        registry.with("/schemas/ids/3", "x".repeat(5 << 20));
        registry.with("/schemas/ids/4", 500, "{\"error_code\":50001,\"message\":\"Error in the backend\"}");
        registry.with("/schemas/ids/5", 404, "<html>no such page</html>");
        registry.with("/schemas/ids/6", 404, "{}");
        registry.with("/schemas/ids/7", 302, "");
        PatientRegistry patient = patient(Duration.ofMillis(50), 9);
        for (int i = 1; i <= 7; i++) {
            SchemaKey key = id(i);
            assertThatExceptionOfType(RegistryAwayException.class).as("%d", i).isThrownBy(() -> patient.find(key));
        }
    }
}
