package io.riffle.benchmark;

import io.riffle.benchmark.harness.TemporaryDirectory;
import io.riffle.benchmark.workload.MlpModel;
import io.riffle.benchmark.workload.RunSettings;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The pipeline and model folder of {@link RiffleContender}, for benchmarks that run its stages without servers. */
public final class RiffleFiles implements AutoCloseable {
    private static final String NOWHERE = "localhost:1";

    private final TemporaryDirectory directory;
    private final Pipeline pipeline;

    private RiffleFiles(TemporaryDirectory directory, Pipeline pipeline) {
        this.directory = directory;
        this.pipeline = pipeline;
    }

    public static RiffleFiles create() throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create();
        Path model = Files.write(directory.path().resolve("model.onnx"), MlpModel.onnx(42));
        RunSettings settings = new RunSettings(
                NOWHERE,
                "redis://" + NOWHERE,
                "micro",
                "benchmark.events",
                "benchmark.predictions",
                model.toString(),
                directory.path().toString(),
                1);
        Path config = new RiffleContender(true).write(settings);
        return new RiffleFiles(
                directory, new ConfigLoader(Map.of(), Map.of()).load(config).value());
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
