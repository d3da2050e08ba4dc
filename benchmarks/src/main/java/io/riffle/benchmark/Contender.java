package io.riffle.benchmark;

import io.riffle.benchmark.loop.HandLoop;
import io.riffle.benchmark.plain.PlainStreams;
import io.riffle.benchmark.workload.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One way to do the work, run in a JVM of its own. */
interface Contender {
    String RIFFLE = "riffle";
    String RIFFLE_UNCACHED = "riffle-uncached";
    String PLAIN = "plain";
    String LOOP = "loop";

    /** The main class and its arguments; {@code settingsFile} holds the settings as JSON. */
    List<String> command(RunSettings settings, Path settingsFile) throws IOException;

    /** Topics that have to be there when it starts. */
    default List<String> topics(RunSettings settings) {
        return List.of(settings.predictionsTopic());
    }

    static Contender named(String name) {
        return switch (name) {
            case RIFFLE -> new RiffleContender(true);
            case RIFFLE_UNCACHED -> new RiffleContender(false);
            case PLAIN -> (settings, file) -> List.of(PlainStreams.class.getName(), file.toString());
            case LOOP -> (settings, file) -> List.of(HandLoop.class.getName(), file.toString());
            default ->
                throw new IllegalArgumentException("a contender must be one of " + RIFFLE + ", " + RIFFLE_UNCACHED
                        + ", " + PLAIN + ", " + LOOP + ": was '" + name + "'");
        };
    }
}
