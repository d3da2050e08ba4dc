package io.riffle.config;

import static io.riffle.settings.SettingType.BYTES;
import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.settings.Masks;
import io.riffle.settings.Secret;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code http}. */
final class HttpReader {
    private static final SettingType<HttpRole> ROLE = SettingType.oneOf(HttpRole.class);
    private static final Secret STAND_IN = new Secret("a-secret-that-was-not-readable");
    private static final SettingType<Secret> SECRET =
            new SettingType<>("secret", "must be text", Secret::new, secret -> Masks.MASK, STAND_IN, true);

    private HttpReader() {}

    static HttpConfig read(Section section) {
        HttpConfig usual = HttpConfig.DEFAULT;
        String host =
                section.value("host", TEXT, usual.host(), "Address that metrics, health and the API are served on");
        int port =
                section.value("port", INTEGER, usual.port(), "Port of metrics, health and the API; 0 picks a free one");
        HttpLimits limits = limits(section);
        List<HttpAccount> accounts = new ArrayList<>();
        section.entries("tokens", HttpReader::token).forEach(token -> token.ifPresent(accounts::add));
        section.entries("users", HttpReader::user).forEach(user -> user.ifPresent(accounts::add));
        Optional<TlsConfig> tls =
                section.optionalSection("tls", HttpReader::tls).flatMap(given -> given);
        Optional<String> advertised = section.optional(
                "advertised", TEXT, "`host:port` at which the other instances reach this one; else its host and port");
        Optional<Integer> grpcPort = section.optional(
                "grpc-port",
                INTEGER,
                "Serves the inference protocol over gRPC too, on the same host for the same accounts");
        InferenceConfig inference = section.section("inference", HttpReader::inference);
        return section.build(() -> new HttpConfig(host, port, limits, accounts, tls, advertised, inference, grpcPort))
                .orElse(usual);
    }

    private static InferenceConfig inference(Section section) {
        InferenceConfig usual = InferenceConfig.DEFAULT;
        Duration maxDelay = section.value(
                "max-delay",
                DURATION,
                usual.maxDelay(),
                "How long a request for a score waits for others on their way, to be scored together");
        int queue = section.value(
                "queue", INTEGER, usual.queue(), "Rows that may wait for a score; requests beyond are answered 503");
        return section.build(() -> new InferenceConfig(maxDelay, queue)).orElse(usual);
    }

    private static HttpLimits limits(Section section) {
        HttpLimits usual = HttpLimits.DEFAULT;
        long maxBody = section.value("max-body", BYTES, usual.maxBody(), "How large the body of a request may be");
        int rate = section.value(
                "rate-limit", INTEGER, usual.rate(), "Requests per second of one client address; 0 is no limit");
        Duration deadline =
                section.value("deadline", DURATION, usual.deadline(), "How long the answer to a request may take");
        return section.build(() -> new HttpLimits(maxBody, rate, deadline)).orElse(usual);
    }

    private static Optional<HttpAccount> token(String name, Section section) {
        HttpRole role = role(section);
        Secret token = section.required("token", SECRET, "The bearer token, 16 characters or more");
        return section.build(() -> new HttpAccount(name, HttpAccount.Kind.TOKEN, role, token));
    }

    private static Optional<HttpAccount> user(String name, Section section) {
        HttpRole role = role(section);
        Secret password = section.required("password", SECRET, "The password for basic authentication");
        return section.build(() -> new HttpAccount(name, HttpAccount.Kind.PASSWORD, role, password));
    }

    private static HttpRole role(Section section) {
        return section.value("role", ROLE, HttpRole.READ, "`operate` may also change what the pipeline does");
    }

    private static Optional<TlsConfig> tls(Section section) {
        Path certificate =
                section.requiredPath("certificate", "PEM file with the certificate chain, or a PKCS#12 file (.p12)");
        Optional<Path> key = section.optionalPath("key", "PEM file with the PKCS#8 key of a PEM certificate");
        Optional<Secret> password = section.optional("password", SECRET, "Password of a PKCS#12 file");
        return section.build(() -> new TlsConfig(certificate, key, password));
    }
}
