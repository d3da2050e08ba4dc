package io.riffle.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPipelineTest {
    private static final Path QUICKSTART = Path.of("..", "config", "quickstart.yaml");
    private static final String EVENT =
            "{\"id\":\"1\",\"customer\":\"c\",\"at\":1767225600000,\"amount\":12.5,\"shop\":\"web\"}";

    @TempDir
    private Path state;

    @Test
    void event_isScoredByTheHighestVersion_inTheTopologyOfAnotherApplication() throws Exception {
        Pipeline pipeline = pipeline(Map.of());
        try (EmbeddedPipeline embedded = EmbeddedPipeline.open(pipeline)) {
            Properties settings = embedded.properties();
            settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
            try (TopologyTestDriver driver = new TopologyTestDriver(embedded.topology(), settings)) {
                driver.createInputTopic(
                                pipeline.topics().events(), new ByteArraySerializer(), new ByteArraySerializer())
                        .pipeInput("c".getBytes(UTF_8), EVENT.getBytes(UTF_8));
                List<byte[]> predictions = driver.createOutputTopic(
                                pipeline.topics().predictions(),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())
                        .readValuesToList();
                assertThat(predictions).hasSize(1);
                JsonNode prediction = new ObjectMapper().readTree(predictions.get(0));
                assertThat(prediction.at("/id").asText()).isEqualTo("1");
                assertThat(prediction.at("/model_version").asText()).isEqualTo("1");
            }
        }
    }

    @Test
    void open_isRefused_ifTheModelsDirectoryHoldsNoVersion() {
        Pipeline pipeline = pipeline(Map.of("models.directory", state.toString()));
        assertThatThrownBy(() -> EmbeddedPipeline.open(pipeline))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("models.directory must hold at least one <version>/model.yaml: none in");
    }

    private static Pipeline pipeline(Map<String, String> overrides) {
        return new ConfigLoader(Map.of(), overrides).load(QUICKSTART).value();
    }
}
