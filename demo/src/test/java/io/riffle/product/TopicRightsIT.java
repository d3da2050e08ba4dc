package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.process.ExitCode;
import io.riffle.app.run.ScoringApplication;
import io.riffle.servers.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody takes a right away under load: an outage would pass, this does not. The pipeline ends, the events stay, and once
 * the right is back a start answers each of them once.
 */
@Tag("outage")
class TopicRightsIT {
    private static final int EVENTS = 200;
    private static final Duration SOON = Duration.ofSeconds(60);

    private static DeployedStream stream;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        stream = new DeployedStream(new RealBroker(EmbeddedBroker.guarded()));
    }

    @AfterAll
    static void stop() {
        if (stream != null) {
            stream.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "one, READ, one.events",
        "two, WRITE, two.predictions",
        "three, WRITE, three-entity-history-changelog",
        "four, WRITE, four.dlq",
        "five, READ, five-entity-history-changelog"
    })
    void pipeline_endsWithoutARight_andLosesNothing(String name, AclOperation right, String topic) throws Exception {
        DeployedStream.Life life = stream.life(name, directory, Map.of("history.store", "memory"));
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", life.pipeline().kafka().bootstrapServers()))) {
            boolean restoring = right == AclOperation.READ && topic.endsWith("-changelog");
            if (restoring) {
                try (ScoringApplication before = ScoringApplication.start(life.pipeline())) {
                    life.score(EVENTS);
                    assertThat(before.hasEnded()).isFalse();
                }
                forbid(admin, right, topic);
            }
            try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
                if (!restoring) {
                    life.score(EVENTS);
                    forbid(admin, right, topic);
                }
                stream.write(life.topic("events"), "k", "not json");
                life.send(EVENTS);

                assertThat(ended(application)).isEqualTo(ExitCode.FAILED);
            }
            admin.deleteAcls(rules(right, topic).map(AclBinding::toFilter).toList())
                    .all()
                    .get();
            try (ScoringApplication again = ScoringApplication.start(life.pipeline())) {
                life.score(EVENTS);
                assertThat(again.hasEnded()).isFalse();
            }
            List<JsonNode> predictions = life.predictions();
            assertThat(predictions).hasSize(3 * EVENTS);
            assertThat(predictions.stream().map(each -> each.get("id").textValue()))
                    .doesNotHaveDuplicates();
            assertThat(stream.records(life.topic("dlq"))).hasSize(1);
        }
    }

    private static ExitCode ended(ScoringApplication application) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return application.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                })
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static void forbid(Admin admin, AclOperation right, String topic) throws Exception {
        admin.createAcls(rules(right, topic).toList()).all().get();
    }

    /** All rights but one: a topic with any rule is closed to whom none allows. */
    private static Stream<AclBinding> rules(AclOperation right, String topic) {
        ResourcePattern pattern = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        return Stream.of(
                new AclBinding(pattern, entry(AclOperation.ALL, AclPermissionType.ALLOW)),
                new AclBinding(pattern, entry(right, AclPermissionType.DENY)));
    }

    private static AccessControlEntry entry(AclOperation operation, AclPermissionType permission) {
        return new AccessControlEntry("User:*", "*", operation, permission);
    }
}
