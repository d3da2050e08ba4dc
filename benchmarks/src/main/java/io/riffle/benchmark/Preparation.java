package io.riffle.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.benchmark.harness.Topics;
import io.riffle.benchmark.harness.Workbench;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.MlpModel;
import io.riffle.benchmark.workload.Profiles;
import io.riffle.benchmark.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What is the same for all contenders and done before the clock starts. */
final class Preparation {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Preparation() {}

    /** Profiles, an empty events topic and the model; answers the model's file. */
    static Path prepare(Workbench workbench, Topics topics, String eventsTopic, Workload workload) throws IOException {
        topics.create(List.of(eventsTopic));
        Profiles.load(workbench.redisUri(), workload);
        return Files.write(workbench.directory().resolve("model.onnx"), MlpModel.onnx(workload.seed()));
    }

    /** Writes all events; answers their average size in bytes. */
    static long produceAll(Workbench workbench, String eventsTopic, Workload workload) throws IOException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                workbench.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024);
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int index = 0; index < workload.events(); index++) {
                ProducerRecord<byte[], byte[]> event = record(eventsTopic, workload.event(index));
                bytes += event.value().length;
                Future<RecordMetadata> unused = producer.send(event);
            }
            producer.flush();
        }
        return bytes / workload.events();
    }

    static ProducerRecord<byte[], byte[]> record(String eventsTopic, CardEvent event) throws IOException {
        byte[] key = event.cardId().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(eventsTopic, null, event.eventTime(), key, MAPPER.writeValueAsBytes(event));
    }
}
