package io.riffle.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shell in a folder that looks like a clone, to type what the README says. */
final class ReadmeShell {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final Path folder;

    /** With config, and a launcher that runs what this build compiled against this broker. */
    ReadmeShell(Path folder, String bootstrapServers) throws IOException {
        this.folder = folder;
        Files.createSymbolicLink(folder.resolve("config"), PROJECT.resolve("config"));
        Path launcher = Files.writeString(folder.resolve("riffle"), """
                #!/bin/sh
                export CLASSPATH='%s' KAFKA_BOOTSTRAP_SERVERS='%s' RIFFLE_HTTP_PORT=0
                exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Driffle.home=. io.riffle.app.Main "$@"
                """.formatted(
                        System.getProperty("java.class.path"), bootstrapServers, System.getProperty("java.home")));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    /** The blocks of one language in a section, as the README has them. */
    static List<String> blocks(String heading, Pattern language) throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"), UTF_8);
        int start = readme.indexOf("\n## " + heading + "\n");
        assertThat(start).as("section " + heading).isNotNegative();
        Matcher block = language.matcher(readme.substring(start, readme.indexOf("\n## ", start + 1)));
        return block.results().map(found -> found.group(1)).toList();
    }

    boolean has(String program) throws Exception {
        return run("command -v " + program).exitValue() == 0;
    }

    /** Types commands and returns what they print; each must succeed. */
    String succeeds(String commands) throws Exception {
        Process process = run(commands);
        String output = Files.readString(folder.resolve("shell.log"));
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private Process run(String commands) throws Exception {
        Process process = start("set -e\n" + commands, folder.resolve("shell.log"));
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process;
    }

    /** Starts commands that go on. */
    Process start(String commands, Path log) throws IOException {
        return new ProcessBuilder("sh", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
