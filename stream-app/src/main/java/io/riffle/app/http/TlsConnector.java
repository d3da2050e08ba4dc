package io.riffle.app.http;

import io.riffle.config.HttpConfig;
import io.riffle.config.TlsConfig;
import java.io.IOException;
import java.security.KeyStore;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Listens with TLS 1.2 or 1.3. Connections get the certificate that was current when they were opened. */
final class TlsConnector implements AutoCloseable {
    private final HttpConfig http;
    private final SslContextFactory.Server ssl = new SslContextFactory.Server();
    private final CertificateFiles certificate;
    private @Nullable ServerConnector connector;

    /** @throws IOException with a message for the user where the certificate cannot be used */
    TlsConnector(HttpConfig http, TlsConfig tls) throws IOException {
        this.http = http;
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        certificate = new CertificateFiles("http", tls, this::use);
    }

    Connector connector(Server server, HttpConfiguration configuration) {
        HttpConfiguration secure = new HttpConfiguration(configuration);
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector created = new ServerConnector(server, ssl, new HttpConnectionFactory(secure));
        created.setHost(http.host());
        created.setPort(http.port());
        connector = created;
        return created;
    }

    int port() {
        if (connector == null) {
            throw new IllegalStateException("the port is known once the server listens");
        }
        return connector.getLocalPort();
    }

    void reloadIfChanged() {
        certificate.reloadIfChanged();
    }

    private void use(KeyStore store, char[] password) throws Exception {
        ssl.reload(factory -> {
            factory.setKeyStore(store);
            factory.setKeyStorePassword(new String(password));
        });
    }

    @Override
    public void close() {
        certificate.close();
    }
}
