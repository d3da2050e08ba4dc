package io.riffle.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A real single-node KRaft broker and controller in this process, on free loopback ports, with its data in a temporary
 * directory that {@link #close} deletes, or in one that is kept. Topics must be created; none appears by itself.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ABORT_INTERVAL = "transaction.abort.timed.out.transaction.cleanup.interval.ms";
    private static final String FORMATTED = "meta.properties";

    private final Path directory;
    private final boolean kept;
    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(Path directory, boolean kept, KafkaRaftServer server, String bootstrapServers) {
        this.directory = directory;
        this.kept = kept;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Formats, starts on a free port and waits until the broker accepts clients. */
    public static EmbeddedBroker start() throws IOException {
        return start(0);
    }

    /** The same on this port; 0 takes a free one. */
    public static EmbeddedBroker start(int port) throws IOException {
        return start(port, Map.of());
    }

    /** The same on a free port with other settings than usual. */
    public static EmbeddedBroker with(Map<String, String> settings) throws IOException {
        return start(0, settings);
    }

    /** One that obeys access rules; what has none is open to everybody. */
    public static EmbeddedBroker guarded() throws IOException {
        return with(Map.of(
                "authorizer.class.name", StandardAuthorizer.class.getName(), "allow.everyone.if.no.acl.found", "true"));
    }

    private static EmbeddedBroker start(int port, Map<String, String> more) throws IOException {
        Path directory = Files.createTempDirectory("riffle-broker-");
        try {
            format(directory);
            return start(directory, false, freePorts(port), more);
        } catch (IOException | RuntimeException e) {
            TemporaryDirectory.delete(directory);
            throw e;
        }
    }

    /**
     * A broker that keeps its data in this directory: started again with the same, it goes on, however it ended.
     *
     * @param directory a formatted one, or an empty one that is formatted now
     * @param port 0 takes a free one
     */
    public static EmbeddedBroker keeping(Path directory, int port) throws IOException {
        if (!Files.exists(directory.resolve(FORMATTED))) {
            format(directory);
        }
        return start(directory, true, freePorts(port), Map.of());
    }

    /**
     * One of the three brokers of a cluster, each a controller as well, with its data in this directory, which is kept.
     * Topics have three replicas, of which two must be in sync. Waits until it can be asked, for which it takes two.
     */
    public static EmbeddedBroker member(ClusterPlan plan, int node, Path directory) throws IOException {
        if (!Files.exists(directory.resolve(FORMATTED))) {
            format(directory, plan.id(), node);
        }
        Map<String, String> more = new HashMap<>(Map.of(
                "node.id",
                Integer.toString(node),
                "controller.quorum.voters",
                plan.voters(LOOPBACK),
                "default.replication.factor",
                "3",
                "min.insync.replicas",
                "2"));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            more.put(topic + ".replication.factor", "3");
        }
        for (String topic : List.of("transaction.state.log", "share.coordinator.state.topic")) {
            more.put(topic + ".min.isr", "2");
        }
        return start(directory, true, new int[] {plan.port(node), plan.controllerPort(node)}, more);
    }

    private static EmbeddedBroker start(Path directory, boolean kept, int[] ports, Map<String, String> more) {
        Properties settings = settings(directory, ports[0], ports[1]);
        settings.putAll(more);
        if (kept) {
            // Kafka's own interval of 10 s: a broker that starts again has no leaders for a moment after 9 s, and a
            // transaction that is being aborted then is never ended (KAFKA-20734).
            settings.remove(ABORT_INTERVAL);
        }
        KafkaConfig config = KafkaConfig.fromProps(settings, false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(directory, kept, server, LOOPBACK + ":" + ports[0]);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where the data are, until {@link #close}. */
    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        if (!kept) {
            TemporaryDirectory.delete(directory);
        }
    }

    private static void format(Path directory) throws IOException {
        format(directory, Uuid.randomUuid().toString(), 1);
    }

    private static void format(Path directory, String cluster, int node) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES);
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the broker's directory must be formatted: failed for " + directory, e);
        }
    }

    private static Properties settings(Path directory, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        settings.setProperty(
                "listeners",
                "PLAINTEXT://" + LOOPBACK + ":" + port + ",CONTROLLER://" + LOOPBACK + ":" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://" + LOOPBACK + ":" + port);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty("log.dirs", directory.toString());
        settings.setProperty("auto.create.topics.enable", "false");
        // Nothing a demo or a test wrote may expire while it is being read.
        settings.setProperty("log.retention.ms", "-1");
        singleNode(settings);
        small(settings);
        return settings;
    }

    /** One node can hold one replica; 50 partitions of the internal topics would only cost start-up time. */
    private static void singleNode(Properties settings) {
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    /** No waiting for further group members, short sessions allowed, few threads. */
    private static void small(Properties settings) {
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("group.streams.initial.rebalance.delay.ms", "0");
        settings.setProperty("group.min.session.timeout.ms", "1000");
        settings.setProperty(ABORT_INTERVAL, "500");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    }

    /** Both sockets are open at once, so that the two ports differ. */
    private static int[] freePorts(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket first = new ServerSocket(port, 1, loopback);
                ServerSocket second = new ServerSocket(0, 1, loopback)) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        } catch (BindException taken) {
            throw new IOException("port " + port + " must be free for the broker: it is in use", taken);
        }
    }
}
