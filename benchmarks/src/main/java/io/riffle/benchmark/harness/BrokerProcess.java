package io.riffle.benchmark.harness;

import io.riffle.servers.EmbeddedBroker;
import java.io.IOException;

/** The broker in a JVM of its own; ends when its standard input does, so that it never outlives the benchmark. */
final class BrokerProcess {
    static final String READY = "broker ready at ";

    private BrokerProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            System.out.println(READY + broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Nothing is said, only the end matters.
            }
        }
    }
}
