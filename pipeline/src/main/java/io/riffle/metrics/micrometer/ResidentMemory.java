package io.riffle.metrics.micrometer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The resident memory of this process on Linux. The JVM's own meters leave out what RocksDB, ONNX Runtime and the
 * network client allocate natively, which is what a container is killed for.
 */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");

    /** NaN if the operating system does not tell. */
    double bytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException notLinux) {
            return Double.NaN;
        }
    }

    /** What the control group allows; NaN without a limit, and outside of Linux. */
    double limit() {
        try {
            String limit = Files.readString(LIMIT).strip();
            return limit.equals("max") ? Double.NaN : Double.parseDouble(limit);
        } catch (IOException notLinux) {
            return Double.NaN;
        }
    }
}
