package io.riffle.config;

import io.riffle.settings.Violations;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Where metrics, health and the API are served, and to whom.
 *
 * @param port 0 picks a free one
 * @param accounts who may call; without any, everybody may read, and only this machine may operate
 * @param grpcPort where the inference protocol is served over gRPC; absent if it is not
 * @param advertised {@code host:port} at which the other instances reach this one
 */
public record HttpConfig(
        String host,
        int port,
        HttpLimits limits,
        List<HttpAccount> accounts,
        Optional<TlsConfig> tls,
        Optional<String> advertised,
        InferenceConfig inference,
        Optional<Integer> grpcPort) {
    private static final String HOST_AND_PORT = "(\\[[0-9a-fA-F:]+]|[^\\s:/\\[\\]]+):\\d{1,5}";

    /** Reachable from this machine only. */
    public static final HttpConfig DEFAULT = at("127.0.0.1", 8080);

    public HttpConfig {
        accounts = List.copyOf(accounts);
        Violations.in("http")
                .notBlank("host", host)
                .atLeast("port", port, 0)
                .atMost("port", port, 65_535)
                .atLeast("grpc-port", grpcPort.orElse(0), 0)
                .atMost("grpc-port", grpcPort.orElse(0), 65_535)
                .check(
                        advertised.isEmpty() || advertised.get().matches(HOST_AND_PORT),
                        "advertised",
                        "must be host:port",
                        advertised.orElse(""))
                .throwIfAny();
    }

    /** Of a pipeline that gathers requests for scores as usual. */
    public HttpConfig(String host, int port, HttpLimits limits, List<HttpAccount> accounts, Optional<TlsConfig> tls) {
        this(host, port, limits, accounts, tls, Optional.empty(), InferenceConfig.DEFAULT, Optional.empty());
    }

    /** {@code host:port} at which the other instances reach this one. */
    public String endpoint() {
        return advertised.orElseGet(() -> reachableHost() + ":" + port);
    }

    /** A wildcard is no address to be called at; the machine's name is, in a container or a network with names. */
    private String reachableHost() {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress() ? InetAddress.getLocalHost().getHostName() : host;
        } catch (UnknownHostException unknown) {
            return host;
        }
    }

    /** An address with everything else as usual. */
    public static HttpConfig at(String host, int port) {
        return new HttpConfig(host, port, HttpLimits.DEFAULT, List.of(), Optional.empty());
    }
}
