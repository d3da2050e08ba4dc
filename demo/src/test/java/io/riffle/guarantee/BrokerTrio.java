package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.servers.BrokerMain;
import io.riffle.servers.ClusterPlan;
import io.riffle.servers.MemberMain;
import io.riffle.servers.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** Three brokers in JVMs of their own; topics have three replicas, of which two must be in sync. */
final class BrokerTrio implements Brokers {
    private static final int NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path directory = Files.createTempDirectory("riffle-brokers-");
    private final ClusterPlan plan = ClusterPlan.of(NODES);
    private final Map<Integer, ChildProcess> running = new TreeMap<>();

    private BrokerTrio() throws IOException {}

    static BrokerTrio start() throws Exception {
        BrokerTrio trio = new BrokerTrio();
        try {
            for (int node = 1; node <= NODES; node++) {
                trio.run(node);
            }
            for (int node = 1; node <= NODES; node++) {
                trio.awaitReady(node);
            }
            trio.awaitMembers(NODES);
            return trio;
        } catch (Exception failed) {
            trio.close();
            throw failed;
        }
    }

    private Path log(int node) {
        return directory.resolve(node + ".log");
    }

    private void run(int node) throws IOException {
        List<String> arguments = List.of(
                directory.resolve(Integer.toString(node)).toString(),
                Integer.toString(node),
                plan.id(),
                text(plan.ports()),
                text(plan.controllerPorts()));
        Files.createDirectories(directory.resolve(Integer.toString(node)));
        Files.deleteIfExists(log(node));
        running.put(node, ChildProcess.start(MemberMain.class, log(node), arguments));
    }

    private static String text(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void awaitReady(int node) {
        ChildProcess process = running.get(node);
        await().atMost(PATIENCE)
                .failFast(() -> assertThat(process.isAlive())
                        .as("alive; log:\n%s", process.log())
                        .isTrue())
                .until(() -> Files.readString(log(node)).contains(BrokerMain.READY));
    }

    /** Topics with three replicas cannot be made before. */
    private void awaitMembers(int members) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> admin.describeCluster().nodes().get().size() == members);
        }
    }

    @Override
    public String bootstrapServers() {
        return IntStream.range(0, NODES)
                .mapToObj(node -> "127.0.0.1:" + plan.ports().get(node))
                .collect(Collectors.joining(","));
    }

    @Override
    public short replication() {
        return NODES;
    }

    /** Kills one, with what it has in memory. */
    void kill(int node) throws InterruptedException {
        running.remove(node).kill();
    }

    /** After a kill: again on the same port, with the same data. */
    void startAgain(int node) throws IOException {
        run(node);
        awaitReady(node);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (ChildProcess process : running.values()) {
            process.kill();
        }
        TemporaryDirectory.delete(directory);
    }
}
