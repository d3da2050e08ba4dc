package example;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.topology.EmbeddedPipeline;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;

/** The same pipeline without a broker: prints the prediction of one event. */
final class ScoreOneEvent {
    public static void main(String[] args) throws Exception {
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of()).load(Path.of(args[0])).value();
        StringSerializer text = new StringSerializer();
        StringDeserializer read = new StringDeserializer();
        try (EmbeddedPipeline riffle = EmbeddedPipeline.open(pipeline);
                TopologyTestDriver driver = new TopologyTestDriver(riffle.topology(), riffle.properties())) {
            driver.createInputTopic(pipeline.topics().events(), text, text).pipeInput("c", args[1]);
            System.out.println(driver.createOutputTopic(pipeline.topics().predictions(), read, read).readValue());
        }
    }
}
