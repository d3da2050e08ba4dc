package io.riffle.benchmark;

import io.riffle.app.deploy.ModelVersions;
import io.riffle.config.Pipeline;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.ModelSwitch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Swaps versions again and again under full load: frame times before and during, failed frames, and memory. */
@Command(
        name = "swaps",
        mixinStandardHelpOptions = true,
        description = "Hot swaps under full load; exit code 1 where memory grows by 100 MB or a frame fails.")
public final class Swaps implements Callable<Integer> {
    private static final long MOST_GROWTH = 100L << 20;
    private static final int WARM_UP_SWAPS = 20;

    @Option(names = "--swaps", description = "How many (default: ${DEFAULT-VALUE}).")
    private int swaps = 1_000;

    @Option(
            names = "--pause",
            description = "Milliseconds between two swaps (default: ${DEFAULT-VALUE}); 0 is one long swap.")
    private long pause = 0;

    @Option(names = "--rows", description = "Rows of a frame (default: ${DEFAULT-VALUE}).")
    private int rows = 256;

    private Swaps() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Swaps()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (RiffleFiles files = RiffleFiles.create()) {
            Pipeline pipeline = files.pipeline();
            addSecondVersion(pipeline.models().directory());
            try (ModelVersions versions = new ModelVersions(pipeline);
                    ModelSwitch models = new ModelSwitch(versions, Deployment.initial("1"));
                    FrameLoop frames = new FrameLoop(models, pipeline.schema(), rows)) {
                return measure(models, frames);
            }
        }
    }

    private int measure(ModelSwitch models, FrameLoop frames) throws Exception {
        Deployment deployment = swap(models, models.deployment(), WARM_UP_SWAPS, 0);
        frames.measure();
        Thread.sleep(5_000);
        double before = frames.measure();
        long memoryBefore = residentBytes();
        long start = System.nanoTime();
        swap(models, deployment, swaps, pause);
        double seconds = (System.nanoTime() - start) / 1e9;
        double during = frames.measure();
        long growth = residentBytes() - memoryBefore;
        System.out.printf(
                "%d swaps in %.1f s; frames of %d rows: p99 %.2f ms before, %.2f ms during (%.2f times; aim: below 2); %d frames, %d failed;"
                        + " resident memory %d MB, grown by %d MB%n",
                swaps,
                seconds,
                rows,
                before / 1e6,
                during / 1e6,
                during / before,
                frames.frames(),
                frames.failed(),
                memoryBefore >> 20,
                growth >> 20);
        return growth < MOST_GROWTH && frames.failed() == 0 ? 0 : 1;
    }

    private static Deployment swap(ModelSwitch models, Deployment from, int times, long pause) throws Exception {
        Deployment deployment = from;
        for (int i = 0; i < times; i++) {
            String next = deployment.champion().equals("1") ? "2" : "1";
            deployment = deployment.withChampion(next, new Change("benchmark", i, ""));
            models.change(deployment);
            Thread.sleep(pause);
        }
        return deployment;
    }

    /** The same model under another version. */
    private static void addSecondVersion(Path directory) throws IOException {
        Path first = directory.resolve("1");
        Path second = Files.createDirectories(directory.resolve("2"));
        Files.copy(first.resolve("model.onnx"), second.resolve("model.onnx"));
        String manifest = Files.readString(first.resolve("model.yaml"), StandardCharsets.UTF_8);
        Files.writeString(second.resolve("model.yaml"), manifest.replaceFirst("(?m)^version:.*$", "version: \"2\""));
    }

    /** With what is outside the Java heap; Linux only. */
    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
