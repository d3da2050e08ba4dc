package io.riffle.benchmark.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM with this one's class path, its output in a file. */
public final class ChildProcess implements AutoCloseable {
    private static final int LOG_TAIL = 30;
    private static final long STOP_SECONDS = 20;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a main class; its working and temporary directory is {@code directory}. */
    static ChildProcess start(String name, List<String> jvmFlags, List<String> mainAndArguments, Path directory)
            throws IOException {
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(mainAndArguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Not as an argument: ONNX Runtime 1.29 matches the command line with a regular expression when it starts,
        // which overflows the stack and ends the JVM without a word from about 3,000 characters on.
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return new ChildProcess(name, builder.start(), log);
    }

    /** In absolute paths, because the child works in another directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public ProcessUsage usage() {
        return ProcessUsage.of(process.toHandle());
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    /**
     * Nothing while the process runs.
     *
     * @throws IllegalStateException with the end of its output if it has ended
     */
    public void mustBeAlive() throws IOException {
        if (process.isAlive()) {
            return;
        }
        List<String> lines = Files.readAllLines(log);
        List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size());
        throw new IllegalStateException("process '" + name + "' must run until it is stopped: ended with exit code "
                + process.exitValue() + ", its last lines:\n" + String.join("\n", tail));
    }

    /** Asks it to stop, and after a while ends it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
