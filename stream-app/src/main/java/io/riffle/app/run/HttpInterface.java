package io.riffle.app.run;

import io.riffle.app.features.FeaturesResource;
import io.riffle.app.http.AuditLog;
import io.riffle.app.http.HttpServer;
import io.riffle.app.http.LoggedAudit;
import io.riffle.app.http.MetricsResource;
import io.riffle.app.http.Resource;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HTTP server of a pipeline with its audit log; whoever adds a part passes one more resource. */
final class HttpInterface implements AutoCloseable {
    private final HttpServer server;
    private final FeaturesResource features;
    private final Optional<TopicAudit> audit;

    private HttpInterface(HttpServer server, FeaturesResource features, Optional<TopicAudit> audit) {
        this.server = server;
        this.features = features;
        this.audit = audit;
    }

    static HttpInterface open(Pipeline pipeline, PrometheusMetrics metrics, List<Resource> parts) throws UserProblem {
        List<Resource> resources = new ArrayList<>(parts);
        resources.add(new MetricsResource(metrics));
        FeaturesResource features = new FeaturesResource(pipeline, () -> ProfileStore.features(pipeline));
        resources.add(features);
        Optional<TopicAudit> topic =
                pipeline.models().followDeployments() ? Optional.of(TopicAudit.open(pipeline)) : Optional.empty();
        AuditLog log = new LoggedAudit();
        AuditLog audit = topic.map(both -> AuditLog.all(log, both)).orElse(log);
        try {
            HttpServer server = new HttpServer(pipeline.http(), metrics.serving(), audit, resources);
            return new HttpInterface(server, features, topic);
        } catch (IOException unusable) {
            topic.ifPresent(TopicAudit::close);
            throw new UserProblem(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        features.close();
        audit.ifPresent(TopicAudit::close);
    }
}
