package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.run.ScoringApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to an events topic behind the pipeline's back is noticed, told and counted. */
class EventsTopicIT {
    private static final int EVENTS = 400;
    private static final Duration SOON = Duration.ofSeconds(30);

    private static DeployedStream stream;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        stream = new DeployedStream();
    }

    @AfterAll
    static void stop() {
        if (stream != null) {
            stream.close();
        }
    }

    private static Admin admin(DeployedStream.Life life) {
        return Admin.create(Map.of("bootstrap.servers", life.pipeline().kafka().bootstrapServers()));
    }

    @Test
    void addedPartitions_areTold_andTheNextStartIsRefused_untilAReset() throws Exception {
        DeployedStream.Life life = stream.life("grown", directory, Map.of());
        try (ScoringApplication application = ScoringApplication.start(life.pipeline());
                Admin admin = admin(life)) {
            life.score(EVENTS);
            assertThat(new Served(application).ready("events").get("status").textValue())
                    .isEqualTo("read");

            admin.createPartitions(Map.of(life.topic("events"), NewPartitions.increaseTo(RealBroker.PARTITIONS + 2)))
                    .all()
                    .get();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    new Served(application).ready("events").toString())
                            .contains("degraded", "must be read: ", "were added after the start and are not"));
            assertThat(new Served(application).metric("riffle_events_unread_partitions"))
                    .isEqualTo(2);
        }
        assertThat(life.riffle("run", "--dry-run")).isEqualTo(1);
        assertThat(life.printed()).contains("must have as many partitions as when its pipeline began");
        assertThat(life.riffle("run")).isEqualTo(1);
        assertThat(life.error()).contains("More partitions");

        life.deployed("reset", "--yes", "--set", "kafka.state-directory=" + directory.resolve("state"));
        try (ScoringApplication again = ScoringApplication.start(life.pipeline())) {
            await().atMost(SOON).until(() -> life.predictions().size() == 2 * EVENTS);
            assertThat(new Served(again).ready("events").get("status").textValue())
                    .isEqualTo("read");
        }
    }

    @Test
    void eventsThatWereDeletedUnread_areCounted() throws Exception {
        DeployedStream.Life life = stream.life("expired", directory, Map.of());
        try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
            life.score(EVENTS);
            assertThat(new Served(application).metric("riffle_events_skipped_total"))
                    .isZero();
        }
        life.send(EVENTS);
        try (Admin admin = admin(life)) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < RealBroker.PARTITIONS; partition++) {
                all.put(new TopicPartition(life.topic("events"), partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
        try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(new Served(application).metric("riffle_events_skipped_total"))
                            .isEqualTo(EVENTS));
        }
    }

    @Test
    void compaction_isTold() throws Exception {
        DeployedStream.Life life = stream.life("compacted", directory, Map.of());
        try (Admin admin = admin(life)) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, life.topic("events"));
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        await().atMost(SOON).until(() -> {
            life.riffle("run", "--dry-run");
            return life.printed().contains("must keep every event until it is read: cleanup.policy is compact");
        });
        try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
            assertThat(new Served(application).ready("events").toString())
                    .contains("degraded", "cleanup.policy is compact");
        }
    }
}
