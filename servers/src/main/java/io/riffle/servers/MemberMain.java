package io.riffle.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One broker of a cluster in a JVM of its own; ends when its standard input does. */
public final class MemberMain {
    private MemberMain() {}

    /** Arguments: directory, node, the cluster's id, ports and ports of the controllers, with commas. */
    public static void main(String[] arguments) throws IOException {
        ClusterPlan plan = new ClusterPlan(arguments[2], ports(arguments[3]), ports(arguments[4]));
        try (EmbeddedBroker broker =
                EmbeddedBroker.member(plan, Integer.parseInt(arguments[1]), Path.of(arguments[0]))) {
            BrokerMain.serve(broker);
        }
    }

    private static List<Integer> ports(String text) {
        return Stream.of(text.split(",")).map(Integer::valueOf).toList();
    }
}
