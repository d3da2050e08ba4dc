package io.riffle.app.topic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.Selectable;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Where brokers say that they can be reached. The first answer comes from an address that the user gave, all others from
 * those that brokers advertise; if these lead nowhere, Kafka's clients say no more than that nobody answers.
 */
final class AdvertisedListeners {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final long IDLE_MILLIS = 10_000;

    private final AdminClientConfig settings;

    /** @param admin settings of an admin client */
    AdvertisedListeners(Map<String, Object> admin) {
        settings = new AdminClientConfig(admin);
    }

    /** What is wrong, if brokers advertise addresses and none of them takes a connection. */
    Optional<String> problem() {
        List<Node> brokers = advertised();
        List<CompletableFuture<String>> tries = brokers.stream()
                .map(broker -> CompletableFuture.supplyAsync(() -> failure(broker)))
                .toList();
        List<String> failures = tries.stream().map(CompletableFuture::join).toList();
        if (brokers.isEmpty() || failures.contains("")) {
            return Optional.empty();
        }
        return Optional.of("Kafka must be reachable where its brokers say that they are (advertised.listeners): "
                + String.join(", ", failures));
    }

    /** Empty if the broker takes a connection. */
    private static String failure(Node broker) {
        String found = "broker " + broker.id() + " says " + broker.host() + ":" + broker.port();
        InetSocketAddress address = new InetSocketAddress(broker.host(), broker.port());
        if (address.isUnresolved()) {
            return found + ", a name that is not known here";
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return "";
        } catch (IOException unreachable) {
            return found + ", where nothing answers (" + unreachable.getMessage() + ")";
        }
    }

    /** As the first of the user's addresses that answers tells it; none if none does. */
    private List<Node> advertised() {
        LogContext log = new LogContext();
        try (Metrics metrics = new Metrics();
                NetworkClient client = client(metrics, log)) {
            List<InetSocketAddress> given = ClientUtils.parseAndValidateAddresses(settings);
            for (int place = 0; place < given.size(); place++) {
                InetSocketAddress address = given.get(place);
                Collection<Node> brokers =
                        ask(client, new Node(-1 - place, address.getHostString(), address.getPort()));
                if (!brokers.isEmpty()) {
                    return new ArrayList<>(brokers);
                }
            }
        } catch (KafkaException unusable) {
            // The caller says that nobody answers, which is what is known.
            return List.of();
        }
        return List.of();
    }

    private NetworkClient client(Metrics metrics, LogContext log) {
        Selector selector = new Selector(
                IDLE_MILLIS,
                metrics,
                Time.SYSTEM,
                "advertised-listeners",
                ClientUtils.createChannelBuilder(settings, Time.SYSTEM, log),
                log);
        return new NetworkClient(
                selector,
                new ManualMetadataUpdater(),
                Objects.requireNonNullElse(settings.getString(AdminClientConfig.CLIENT_ID_CONFIG), "riffle"),
                1,
                PATIENCE_MILLIS,
                PATIENCE_MILLIS,
                Selectable.USE_DEFAULT_BUFFER_SIZE,
                Selectable.USE_DEFAULT_BUFFER_SIZE,
                PATIENCE_MILLIS,
                PATIENCE_MILLIS,
                PATIENCE_MILLIS,
                Time.SYSTEM,
                true,
                new ApiVersions(),
                log,
                MetadataRecoveryStrategy.NONE);
    }

    private static Collection<Node> ask(NetworkClient client, Node node) {
        try {
            if (!NetworkClientUtils.awaitReady(client, node, Time.SYSTEM, PATIENCE_MILLIS)) {
                return List.of();
            }
            MetadataRequest.Builder nodesOnly = MetadataRequest.Builder.forTopicNames(List.of(), false);
            return ((MetadataResponse) NetworkClientUtils.sendAndReceive(
                                    client,
                                    client.newClientRequest(
                                            node.idString(), nodesOnly, Time.SYSTEM.milliseconds(), true),
                                    Time.SYSTEM)
                            .responseBody())
                    .brokers().stream().collect(Collectors.toList());
        } catch (IOException unreachable) {
            // Another address may answer.
            return List.of();
        }
    }
}
