package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResetIT {
    private static final String EVENTS = "tiny.events.v1";
    private static final String CHANGELOG = "tiny-recent-events-changelog";
    private static final String COUNTS = "tiny.outcome-counts.v1";
    private static final String WINDOWS = "tiny.window-counts.v1";
    private static final String OTHERS = "tiny-other-recent-events-changelog";

    @TempDir
    private Path folder;

    @Test
    void reset_forgetsOffsetsInternalTopicsAndState_andNothingElse() throws Exception {
        Path state = Files.createDirectories(folder.resolve("tiny/0_0"));
        Files.writeString(state.resolve("store"), "x");
        Path other = Files.createDirectories(folder.resolve("other"));
        try (RealBroker broker = new RealBroker()) {
            broker.createOrderedTopics(EVENTS, CHANGELOG, OTHERS);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                Map<TopicPartition, OffsetAndMetadata> offsets =
                        Map.of(new TopicPartition(EVENTS, 0), new OffsetAndMetadata(3));
                admin.alterConsumerGroupOffsets("tiny", offsets).all().get();

                assertThat(run(0, broker))
                        .contains("would delete: offsets of group tiny", CHANGELOG, "(--yes deletes)");
                run(0, broker, "--yes", "--dry-run");
                assertThat(topics(admin)).contains(CHANGELOG);
                assertThat(state).exists();

                assertThat(run(0, broker, "--yes"))
                        .contains("deleted: offsets of group tiny", "deleted: topic " + CHANGELOG, "deleted: state ")
                        .doesNotContain(OTHERS, EVENTS);
                assertThat(topics(admin)).contains(EVENTS, OTHERS).doesNotContain(CHANGELOG);
                assertThat(folder.resolve("tiny")).doesNotExist();
                assertThat(other).exists();
                assertThat(run(0, broker, "--yes")).isEmpty();
            }
            assertThatARunningPipelineIsLeftAlone(broker);
        }
    }

    /** They are increments: read again, and made again by the events that are read again, they would count twice. */
    @Test
    void counts_areForgotten_sinceTheyWouldBeAddedTwice() throws Exception {
        try (RealBroker broker = new RealBroker()) {
            broker.createOrderedTopics(EVENTS, COUNTS, WINDOWS);
            Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(settings);
                    KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (String topic : List.of(EVENTS, COUNTS, WINDOWS)) {
                    producer.send(new ProducerRecord<>(topic, new byte[1])).get();
                }
                assertThat(run(0, broker))
                        .contains("would delete: records of topic " + COUNTS, "records of topic " + WINDOWS);
                assertThat(begin(admin, COUNTS)).isZero();

                assertThat(run(0, broker, "--yes")).contains("deleted: records of topic " + COUNTS);
                assertThat(begin(admin, COUNTS)).isEqualTo(1);
                assertThat(begin(admin, WINDOWS)).isEqualTo(1);
                assertThat(begin(admin, EVENTS)).isZero();
                assertThat(run(0, broker, "--yes")).isEmpty();
            }
        }
    }

    private static long begin(Admin admin, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private void assertThatARunningPipelineIsLeftAlone(RealBroker broker) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", "tiny");
        try (KafkaConsumer<byte[], byte[]> running =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            running.subscribe(List.of(EVENTS));
            while (running.assignment().isEmpty()) {
                running.poll(Duration.ofMillis(100));
            }
            assertThat(run(1, broker, "--yes")).isEmpty();
        }
    }

    private static Set<String> topics(Admin admin) throws Exception {
        return admin.listTopics().names().get();
    }

    private String run(int expectedCode, RealBroker broker, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "reset",
                "--config",
                "../pipeline/src/test/resources/config/minimal.yaml",
                "--set",
                "kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--set",
                "kafka.state-directory=" + folder));
        arguments.addAll(List.of(more));
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(new String[0]));
        assertThat(code).as(error.toString()).isEqualTo(expectedCode);
        if (expectedCode == 1) {
            assertThat(error.toString()).contains("all instances of tiny must be stopped");
        }
        return out.toString();
    }
}
