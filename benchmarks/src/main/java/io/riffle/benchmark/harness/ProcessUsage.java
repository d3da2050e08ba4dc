package io.riffle.benchmark.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process has used since it started; {@code peakMemory} in bytes, -1 where the system has no /proc. */
public record ProcessUsage(Duration cpu, long peakMemory) {
    private static final String PEAK = "VmHWM:";

    static ProcessUsage of(ProcessHandle process) {
        return new ProcessUsage(process.info().totalCpuDuration().orElse(Duration.ZERO), peakMemory(process.pid()));
    }

    private static long peakMemory(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (NoSuchFileException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
