package io.riffle.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.servers.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/** Rights that are missing hide transactions: it is told which, and nothing is taken for hanging. */
class TransactionLookIT {
    private static final String ID = "secret-1";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void look_tellsWhichRightIsMissing_andSeesTheRest() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.guarded();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Pipeline pipeline = new ConfigLoader(Map.of(), Map.of("kafka.bootstrap-servers", broker.bootstrapServers()))
                    .load(Path.of("..", "config", "quickstart.yaml"))
                    .value();
            String topic = pipeline.topics().predictions();
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            TransactionLook look = TransactionLook.of(pipeline, admin, new Topology().describe());
            Map<String, Object> settings =
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", ID);
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, new byte[1])).get();

                assertThat(look.open()).hasSize(1);
                assertThat(look.lacking()).isEmpty();
                assertThat(look.describe(List.of(ID)).seen()).containsOnlyKeys(ID);

                List<AclBinding> hidden = List.of(
                        rule(ResourceType.TOPIC, topic, AclOperation.ALL, AclPermissionType.ALLOW),
                        rule(ResourceType.TOPIC, topic, AclOperation.READ, AclPermissionType.DENY),
                        rule(ResourceType.TRANSACTIONAL_ID, ID, AclOperation.DESCRIBE, AclPermissionType.DENY));
                admin.createAcls(hidden).all().get();
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(look.open()).isEmpty();
                    assertThat(look.lacking()).containsExactly("READ on topic " + topic);
                    assertThat(look.describe(List.of(ID)).unseen()).containsExactly(ID);
                    assertThat(look.lacking()).contains("DESCRIBE on transactional id " + ID);
                });

                admin.createAcls(
                                List.of(rule(ResourceType.TOPIC, topic, AclOperation.DESCRIBE, AclPermissionType.DENY)))
                        .all()
                        .get();
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(look.open()).isEmpty();
                    assertThat(look.lacking()).isEqualTo(Set.of("DESCRIBE on topic " + topic));
                });
                admin.deleteAcls(List.of(
                                rule(ResourceType.TOPIC, topic, AclOperation.READ, AclPermissionType.DENY)
                                        .toFilter(),
                                rule(ResourceType.TOPIC, topic, AclOperation.DESCRIBE, AclPermissionType.DENY)
                                        .toFilter(),
                                rule(ResourceType.TRANSACTIONAL_ID, ID, AclOperation.DESCRIBE, AclPermissionType.DENY)
                                        .toFilter()))
                        .all()
                        .get();
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(look.open()).hasSize(1);
                    assertThat(look.lacking()).isEmpty();
                });
            }
        }
    }

    private static AclBinding rule(
            ResourceType type, String name, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, permission));
    }
}
