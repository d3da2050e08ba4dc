package io.riffle.app.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.riffle.app.http.SelfSigned;
import io.riffle.config.TlsConfig;
import io.riffle.inference.v2.GRPCInferenceServiceGrpc;
import io.riffle.inference.v2.ModelMetadataRequest;
import io.riffle.settings.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS through a real client that checks name and signer. */
class GrpcTlsTest {
    @TempDir
    private Path folder;

    private final List<ManagedChannel> channels = new ArrayList<>();

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    @Test
    void calls_needTheRightSigner_andStillAToken() throws Exception {
        SelfSigned own = SelfSigned.in(folder, "own");
        SelfSigned foreign = SelfSigned.in(folder, "foreign");
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        own.writeCertificate(certificate);
        own.writeKey(key);
        try (ServedQuickstart served = served(new TlsConfig(certificate, Optional.of(key), Optional.empty()))) {
            assertThat(model(channel(served, trust(own)), ServedQuickstart.TOKEN))
                    .isEqualTo("quickstart");
            refused(Status.Code.UNAUTHENTICATED, channel(served, trust(own)), "wrong");
            refused(
                    Status.Code.UNAVAILABLE,
                    channel(served, InsecureChannelCredentials.create()),
                    ServedQuickstart.TOKEN);
            assertThatThrownBy(() -> model(channel(served, trust(foreign)), ServedQuickstart.TOKEN))
                    .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class)
                    .cause()
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    /** Who is connected stays so; who comes is shown the new certificate; an unusable one changes nothing. */
    @Test
    void certificate_isReadAgainByItself_andConnectionsGoOn() throws Exception {
        SelfSigned first = SelfSigned.in(folder, "first");
        SelfSigned second = SelfSigned.in(folder, "second");
        Path store = Files.copy(first.file(), folder.resolve("server.p12"));
        TlsConfig tls = new TlsConfig(store, Optional.empty(), Optional.of(new Secret(SelfSigned.PASSWORD)));
        try (ServedQuickstart served = served(tls)) {
            ManagedChannel before = channel(served, trust(first));
            assertThat(model(before, ServedQuickstart.TOKEN)).isEqualTo("quickstart");

            Files.copy(second.file(), store, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(store, FileTime.fromMillis(1));
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> model(channel(served, trust(second)), ServedQuickstart.TOKEN), "quickstart"::equals);
            refused(Status.Code.UNAVAILABLE, channel(served, trust(first)), ServedQuickstart.TOKEN);
            assertThat(model(before, ServedQuickstart.TOKEN)).isEqualTo("quickstart");

            Files.writeString(store, "not a key store");
            Files.setLastModifiedTime(store, FileTime.fromMillis(2));
            served.server().reloadCertificate();
            assertThat(model(channel(served, trust(second)), ServedQuickstart.TOKEN))
                    .isEqualTo("quickstart");
        }
    }

    private static ServedQuickstart served(TlsConfig tls) throws Exception {
        return new ServedQuickstart(Optional.of(tls));
    }

    private ChannelCredentials trust(SelfSigned signer) throws Exception {
        Path pem = folder.resolve("trusted.pem");
        signer.writeCertificate(pem);
        return TlsChannelCredentials.newBuilder().trustManager(pem.toFile()).build();
    }

    private ManagedChannel channel(ServedQuickstart served, ChannelCredentials credentials) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", served.server().port(), credentials)
                .build();
        channels.add(channel);
        return channel;
    }

    private static String model(ManagedChannel channel, String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .modelMetadata(
                        ModelMetadataRequest.newBuilder().setName("quickstart").build())
                .getName();
    }

    private static void refused(Status.Code code, ManagedChannel channel, String token) {
        assertThatThrownBy(() -> model(channel, token))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(code));
    }
}
