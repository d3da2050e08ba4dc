package io.riffle.app.grpc;

import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.http.Health;
import io.riffle.app.http.HealthSource;
import io.riffle.app.inference.Inference;
import io.riffle.config.ConfigLoader;
import io.riffle.config.HttpAccount;
import io.riffle.config.HttpConfig;
import io.riffle.config.HttpLimits;
import io.riffle.config.HttpRole;
import io.riffle.config.Pipeline;
import io.riffle.config.Secret;
import io.riffle.config.TlsConfig;
import io.riffle.metrics.ServingMetrics;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.ModelSwitch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model of the smallest example, behind gRPC, for one account that may read. */
final class ServedQuickstart implements AutoCloseable {
    static final String TOKEN = "reader-token-0123456789";

    private final ModelVersions versions;
    private final ModelSwitch models;
    private final Inference inference;
    private final GrpcServer server;

    ServedQuickstart(Optional<TlsConfig> tls) throws Exception {
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of())
                .load(Path.of("..", "config", "quickstart.yaml"))
                .value();
        versions = new ModelVersions(pipeline);
        models = new ModelSwitch(versions, Deployment.initial("1"));
        inference = new Inference(pipeline, models, ServingMetrics.NONE);
        HttpConfig http = new HttpConfig(
                "127.0.0.1",
                0,
                HttpLimits.DEFAULT,
                List.of(new HttpAccount("r", HttpAccount.Kind.TOKEN, HttpRole.READ, new Secret(TOKEN))),
                tls);
        server = GrpcServer.start(http, 0, inference, health());
    }

    GrpcServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
        inference.close();
        models.close();
        versions.close();
    }

    private static HealthSource health() {
        return new HealthSource() {
            @Override
            public Health live() {
                return new Health(List.of());
            }

            @Override
            public Health ready() {
                return live();
            }

            @Override
            public Health started() {
                return live();
            }
        };
    }
}
