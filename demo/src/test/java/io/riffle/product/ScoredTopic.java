package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import io.riffle.guarantee.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What one pipeline made of the whole events topic, as a consumer that reads committed records sees it. */
record ScoredTopic(List<ConsumerRecord<byte[], byte[]>> predicted, List<ConsumerRecord<byte[], byte[]>> deadLetters) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Runs the pipeline until it has answered for so many events, checks that it still runs, and ends it. */
    static ScoredTopic of(Pipeline pipeline, int events) throws Exception {
        try (ScoringApplication application = ScoringApplication.start(pipeline)) {
            awaitAnswers(pipeline, events, application);
            assertThat(application.isRunning()).isTrue();
        }
        TopicReader reader = new TopicReader(pipeline.kafka().bootstrapServers());
        return new ScoredTopic(
                reader.committed(pipeline.topics().predictions()),
                reader.committed(pipeline.topics().deadLetters()));
    }

    private static void awaitAnswers(Pipeline pipeline, int events, ScoringApplication application) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                pipeline.kafka().bootstrapServers(),
                "group.id",
                pipeline.name() + "-test",
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(
                    Set.of(pipeline.topics().predictions(), pipeline.topics().deadLetters()));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            int answers = 0;
            while (answers < events) {
                answers += consumer.poll(Duration.ofMillis(200)).count();
                assertThat(application.hasEnded())
                        .as("%s ended after %d answers", pipeline.name(), answers)
                        .isFalse();
                assertThat(System.nanoTime())
                        .as("%s gave %d of %d answers in time", pipeline.name(), answers, events)
                        .isLessThan(deadline);
            }
        }
    }

    /** The predictions by event id, which must be different ones. */
    Map<String, JsonNode> predictions() throws IOException {
        Map<String, JsonNode> byId = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : predicted) {
            JsonNode prediction = JSON.readTree(record.value());
            assertThat(byId.put(prediction.get("id").textValue(), prediction))
                    .as("a second prediction of the event %s", prediction)
                    .isNull();
        }
        return byId;
    }
}
