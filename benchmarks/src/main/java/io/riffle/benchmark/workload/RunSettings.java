package io.riffle.benchmark.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What one run of one contender is told, as a JSON file because contenders are processes of their own.
 *
 * @param application consumer group and prefix of internal topics, new for every run
 * @param directory where the run may write
 */
public record RunSettings(
        String bootstrapServers,
        String redisUri,
        String application,
        String eventsTopic,
        String predictionsTopic,
        String model,
        String directory,
        int streamThreads) {

    public static RunSettings read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), RunSettings.class);
    }

    public void write(Path file) throws IOException {
        new ObjectMapper().writeValue(file.toFile(), this);
    }
}
