package io.riffle.servers;

import java.io.IOException;
import java.nio.file.Path;

/** A broker in a JVM of its own; ends when its standard input does, so that it never outlives who started it. */
public final class BrokerMain {
    /** What it prints, with its address behind, once it accepts clients. */
    public static final String READY = "broker ready at ";

    private BrokerMain() {}

    /** Arguments: a directory that keeps its data and a port; without them, a temporary one and a free one. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = broker(arguments)) {
            serve(broker);
        }
    }

    static void serve(EmbeddedBroker broker) throws IOException {
        System.out.println(READY + broker.bootstrapServers());
        while (System.in.read() >= 0) {
            // Nothing is said, only the end matters.
        }
    }

    private static EmbeddedBroker broker(String[] arguments) throws IOException {
        return arguments.length == 0
                ? EmbeddedBroker.start()
                : EmbeddedBroker.keeping(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }
}
