package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.Main;
import io.riffle.app.run.ScoringApplication;
import io.riffle.servers.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would keep a pipeline from running, or make it wait without a word, is told before it starts. */
class DryRunIT {
    private static final int EVENTS = 400;
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Three seconds for the brokers and what a command takes; Kafka's clients would try for ten, and say less. */
    private static final Duration NO_LONGER = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @Test
    void transactionLog_isTold_whenItWantsMoreReplicasThanThereAreBrokers() throws Exception {
        Map<String, String> settings = Map.of("transaction.state.log.replication.factor", "3");
        try (DeployedStream stream = new DeployedStream(new RealBroker(EmbeddedBroker.with(settings)))) {
            DeployedStream.Life life = stream.life("replicated", directory, Map.of());

            assertThat(life.riffle("run", "--dry-run")).isEqualTo(1);
            assertThat(life.printed())
                    .contains("transaction.state.log.replication.factor of the brokers must be at most their number:"
                            + " is 3 where there are 1, so a transaction can never begin");
            assertThat(life.riffle("run")).isEqualTo(1);
            assertThat(life.error()).contains("is 3 where there are 1");
            assertThat(life.riffle("run", "--dry-run", "--set", "kafka.guarantee=at-least-once"))
                    .as(life.printed())
                    .isZero();
        }
    }

    @Test
    void transactionLog_isTold_whenMoreReplicasMustBeInSyncThanItHas() throws Exception {
        Map<String, String> settings = Map.of("transaction.state.log.min.isr", "2");
        try (DeployedStream stream = new DeployedStream(new RealBroker(EmbeddedBroker.with(settings)))) {
            DeployedStream.Life life = stream.life("insync", directory, Map.of());

            assertThat(life.riffle("run", "--dry-run")).isEqualTo(1);
            assertThat(life.printed())
                    .contains("transaction.state.log.min.isr of the brokers must be at most"
                            + " transaction.state.log.replication.factor: is 2 of 1, so a transaction can never begin");
        }
    }

    @Test
    void topics_areTold_whenNothingCanBeWrittenToThem() throws Exception {
        Map<String, String> settings = Map.of("min.insync.replicas", "2");
        try (DeployedStream stream = new DeployedStream(new RealBroker(EmbeddedBroker.with(settings)))) {
            DeployedStream.Life life = stream.life("closed", directory, Map.of());

            assertThat(life.riffle("run", "--dry-run")).isEqualTo(1);
            assertThat(life.printed())
                    .contains("must have as many replicas as must be in sync")
                    .contains("closed.predictions");
        }
    }

    @Test
    void addresses_areTold_whenBrokersAdvertiseOnesThatLeadNowhere() throws Exception {
        nowhere("broker.invalid:9092", "broker 1 says broker.invalid:9092, a name that is not known here");
        nowhere("127.0.0.1:9", "broker 1 says 127.0.0.1:9, where nothing answers (Connection refused)");
    }

    private void nowhere(String advertised, String told) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.with(Map.of("advertised.listeners", "PLAINTEXT://" + advertised))) {
            for (List<String> command :
                    List.of(List.of("run", "--dry-run"), List.of("topics", "create"), List.of("run"))) {
                long start = System.nanoTime();
                assertThat(riffle(broker, command)).isEqualTo(1);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                assertThat(took).isLessThan(NO_LONGER);
                assertThat(out.toString() + error).contains(told).contains("; asked at " + broker.bootstrapServers());
            }
        }
    }

    private int riffle(EmbeddedBroker broker, List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of(
                "--config",
                "../config/quickstart.yaml",
                "--set",
                "kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--set",
                "models.follow-deployments=false",
                "--set",
                "http.port=0"));
        out.getBuffer().setLength(0);
        error.getBuffer().setLength(0);
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
    }

    @Test
    void rights_areTold_whenSomeAreMissing() throws Exception {
        try (DeployedStream stream = new DeployedStream(new RealBroker(EmbeddedBroker.guarded()))) {
            DeployedStream.Life life = stream.life("lacking", directory, Map.of());
            assertThat(life.riffle("run", "--dry-run")).as(life.printed()).isZero();
            assertThat(life.printed()).contains("all that a run needs");

            try (Admin admin = Admin.create(
                    Map.of("bootstrap.servers", life.pipeline().kafka().bootstrapServers()))) {
                admin.createAcls(List.of(
                                rule(ResourceType.TOPIC, life.topic("events"), AclOperation.DESCRIBE),
                                rule(ResourceType.TOPIC, life.topic("events"), AclOperation.DESCRIBE_CONFIGS),
                                rule(ResourceType.TOPIC, life.topic("predictions"), AclOperation.READ),
                                rule(ResourceType.TOPIC, life.topic("predictions"), AclOperation.DESCRIBE_CONFIGS),
                                rule(ResourceType.TOPIC, "lacking-entity-history-changelog", AclOperation.DESCRIBE),
                                rule(ResourceType.GROUP, "lacking", AclOperation.DESCRIBE),
                                rule(ResourceType.TRANSACTIONAL_ID, "lacking-dry-run", AclOperation.DESCRIBE),
                                rule(ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALL),
                                new AclBinding(
                                        new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                                        new AccessControlEntry(
                                                "User:*", "*", AclOperation.CREATE, AclPermissionType.DENY))))
                        .all()
                        .get();
            }
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(life.riffle("run", "--dry-run")).isEqualTo(1);
                assertThat(life.printed())
                        .contains("the principal must have every right that a run needs: it lacks ")
                        .contains(
                                "READ on topic lacking.events",
                                "WRITE on topic lacking.predictions",
                                "CREATE of topic lacking-entity-history-changelog",
                                "READ on group lacking",
                                "WRITE on transactional ids lacking-*");
            });
            assertThat(life.printed()).doesNotContain("READ on topic lacking.predictions", "on topic lacking.dlq");
        }
    }

    private static AclBinding rule(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, AclPermissionType.ALLOW));
    }

    @Test
    void topic_isTold_whenItWasDeletedAndCreatedAgain() throws Exception {
        RealBroker broker = new RealBroker();
        try (DeployedStream stream = new DeployedStream(broker)) {
            DeployedStream.Life life = stream.life("again", directory, Map.of());
            String state = "kafka.state-directory=" + directory.resolve("state");
            try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
                life.score(EVENTS);
                assertThat(new Served(application).ready("events").get("status").textValue())
                        .isEqualTo("read");
            }
            assertThat(life.riffle("run", "--dry-run", "--set", state)).isZero();
            assertThat(life.printed()).doesNotContain("created again");

            recreate(broker, life.topic("events"));
            assertThat(life.riffle("run", "--dry-run", "--set", state)).isZero();
            assertThat(life.printed())
                    .contains("must be the topic that was read before: it was deleted and created again, and is read"
                            + " from its beginning");

            // An instance that was running has committed once more.
            commit(life, 30);
            assertThat(life.riffle("run", "--dry-run", "--set", state)).isZero();
            assertThat(life.printed()).contains("it ends before what is committed", "0=30 of 0");
            life.send(2 * EVENTS);
            assertThat(life.riffle("run", "--dry-run", "--set", state)).isZero();
            assertThat(life.printed())
                    .contains("its events before what is committed (partition=offset: {0=30}) are not");
            try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
                assertThat(new Served(application).ready("events").toString())
                        .contains("degraded", "deleted and created again");
            }
        }
    }

    private static void commit(DeployedStream.Life life, long offset) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", life.pipeline().kafka().bootstrapServers()))) {
            TopicPartition first = new TopicPartition(life.topic("events"), 0);
            admin.alterConsumerGroupOffsets(life.pipeline().name(), Map.of(first, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static void recreate(RealBroker broker, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains(topic));
        }
        broker.createTopics(topic);
    }
}
