package io.riffle.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** Who the brokers of a cluster on this machine are; known to each of them. Nodes count from 1. */
public record ClusterPlan(String id, List<Integer> ports, List<Integer> controllerPorts) {
    public ClusterPlan {
        ports = List.copyOf(ports);
        controllerPorts = List.copyOf(controllerPorts);
    }

    /** On free ports. */
    public static ClusterPlan of(int nodes) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * nodes; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> free =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            return new ClusterPlan(
                    Uuid.randomUuid().toString(), free.subList(0, nodes), free.subList(nodes, 2 * nodes));
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    int port(int node) {
        return ports.get(node - 1);
    }

    int controllerPort(int node) {
        return controllerPorts.get(node - 1);
    }

    String voters(String host) {
        return IntStream.rangeClosed(1, ports.size())
                .mapToObj(node -> node + "@" + host + ":" + controllerPort(node))
                .collect(Collectors.joining(","));
    }
}
