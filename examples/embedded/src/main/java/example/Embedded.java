package example;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.topology.EmbeddedPipeline;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** An application with a pipeline of Riffle inside: its argument is the pipeline's file. */
final class Embedded {
    public static void main(String[] args) throws Exception {
        Pipeline pipeline = new ConfigLoader(System.getenv(), Map.of()).load(Path.of(args[0])).value();
        EmbeddedPipeline riffle = EmbeddedPipeline.open(pipeline);
        KafkaStreams streams = new KafkaStreams(riffle.topology(), riffle.properties());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            streams.close();
            riffle.close();
        }));
        streams.start();
    }
}
