package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.onnx.ElementType;
import io.riffle.onnx.OnnxGraph;
import io.riffle.onnx.OnnxNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command from a model file to a scored topic of nested events with numeric ids. */
class InitIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "orders";
    private static final int EVENTS = 50;

    @TempDir
    private Path folder;

    @Test
    void topic_isScored_withNothingEdited() throws Exception {
        try (RealBroker broker = new RealBroker()) {
            broker.createOrderedTopics(TOPIC);
            broker.send(events());
            Process running = start(broker.bootstrapServers());
            try {
                Map<String, Double> scores = new TreeMap<>();
                await().atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofSeconds(1))
                        .failFast(() -> assertThat(running.isAlive()).as(log()).isTrue())
                        .untilAsserted(() -> {
                            for (ConsumerRecord<byte[], byte[]> each :
                                    broker.reader().committed(TOPIC + ".predictions.v1")) {
                                JsonNode prediction = JSON.readTree(each.value());
                                scores.put(
                                        prediction.path("id").asText(),
                                        prediction.at("/parameters/score").doubleValue());
                            }
                            assertThat(scores).hasSize(EVENTS);
                        });
                for (int i = 0; i < EVENTS; i++) {
                    assertThat(scores).containsEntry(id(i), 3.0 * i);
                }
            } finally {
                running.destroy();
            }
            assertThat(running.waitFor(60, TimeUnit.SECONDS)).as(log()).isTrue();
            assertThat(running.exitValue()).as(log()).isZero();
        }
    }

    private static String id(int number) {
        return Long.toString(9_007_199_254_740_993L + number);
    }

    private static List<ProducerRecord<byte[], byte[]>> events() {
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String event =
                    "{\"order\":{\"id\":%s,\"at\":%d},\"card\":{\"number\":%d},\"sum\":{\"amount\":%d,\"balance\":\"%d\"}}"
                            .formatted(id(i), 1_700_000_000_000L + i, 4_000_000_000_000_000L + i % 3, i, 2 * i);
            events.add(new ProducerRecord<>(TOPIC, event.getBytes(StandardCharsets.UTF_8)));
        }
        return events;
    }

    private Process start(String bootstrapServers) throws IOException {
        byte[] sum = new OnnxGraph("sum")
                .input("amount", ElementType.FLOAT32, 1)
                .input("balance", ElementType.FLOAT32, 1)
                .output("total", ElementType.FLOAT32, 1)
                .node(OnnxNode.of("Add", List.of("amount", "balance"), "total"))
                .toBytes();
        Path model = Files.write(folder.resolve("sum.onnx"), sum);
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "init",
                        "--topic",
                        TOPIC,
                        "--bootstrap",
                        bootstrapServers,
                        "--model",
                        model.toString(),
                        "--directory",
                        folder.resolve("project").toString(),
                        "--start")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        command.environment().put("RIFFLE_HTTP_PORT", "0");
        command.environment()
                .put("RIFFLE_KAFKA_STATE_DIRECTORY", folder.resolve("state").toString());
        return command.start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
